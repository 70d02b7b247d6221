/**
 * Passwords that are guessed first, in lower case: keyboard walks, digit runs, names of systems, favourites in Chinese
 * and English. Only those of eight characters and more, since shorter ones are refused by their length.
 */
export const COMMON_PASSWORD_WORDS = `
password password1 password12 password123 password1234 password12345 passw0rd passw0rd1 p@ssw0rd p@ssword
p@ssw0rd1 p@ssw0rd123 pa$$word pa$$w0rd password! password1! password123! password@123 password01 password2
passwords mypassword newpassword yourpassword thepassword passpass passport password00 password11 password99
password2024 password2025 password2026 12345678 123456789 1234567890 01234567 0123456789 012345678 87654321
987654321 9876543210 0987654321 98765432 123123123 12341234 12344321 1234554321 123454321 123321123
123321321 1234567a 1234567q 12345678a 12345678q 123456789a 123456789q 1234567890a 1234567890q 123456aa
123456ab 123456abc 123456abcd 123456qq 123456qw 123456qwe 123456asd 123456zxc 12345qwert 12345qwerty
12345abc 12345abcde 1234abcd 1234qwer 1234asdf 123qweasd 123qwe123 123qwe456 123qweasdzxc 123abc123
123abc456 1231231234 12121212 13131313 11223344 1122334455 112233445566 11221122 11112222 11111111 111111111
1111111111 22222222 33333333 44444444 55555555 555555555 66666666 666666666 6666666666 77777777 777777777
88888888 888888888 8888888888 99999999 999999999 9999999999 00000000 000000000 0000000000 10101010 01010101
10203040 102030405060 12312312 12345679 12345687 12369874 123698745 1236987410 147258369 1472583690 14725836
147852369 147896325 1478963250 159357159 159753159 159357456 258258258 369369369 321321321 321654987
456456456 456789123 654321654 654321123 741852963 7418529630 789456123 789789789 789654123 789456123a
951753852 963852741 963258741 852456852 55667788 66778899 44332211 99887766 88776655 12348765 13579246
135792468 1357924680 24681012 2468101214 13572468 19191919 20202020 21212121 23232323 25252525 78787878
69696969 85208520 52013140 5201314520 52013141 1314520520 13145200 13141314 13145210 52052052 520520520
520131400 52001314 14520520 5841314520 7758521521 77585210 77582589 31415926 314159265 3141592653 3.14159265
27182818 16888888 16816816 168168168 18181818 18881888 66668888 88886666 88668866 66886688 86868686 68686868
51885188 11235813 10011001 10001000 10086100 1008610086 11001100 1234qwerasdf 12qwaszx 123ewqasd 12345600
12345611 12345612 123456123 123456123456 123456654321 123456789123 123456789abc 123456789aa 123456789qq
1234567891 12345678910 1234567899 123456788 12345677 12345688 123456789z 123456789m 123456789s 1234567w
1234567z 12345678z 12345678w 12345678s qwertyui qwertyuio qwertyuiop qwerty12 qwerty123 qwerty1234
qwerty12345 qwerty123456 qwerty1! qwertyqwerty qwertyu1 qwert123 qwert1234 qwert12345 qwer1234 qwer12345
qwer4321 qwerasdf qwerasdfzxcv qwerqwer qweasdzxc qweasd123 qweqweqwe qwe123qwe qwe123456 qwe12345 qweasdqwe
asdfghjk asdfghjkl asdfasdf asdfqwer asdf1234 asdf12345 asdfg123 asdfg12345 asd123456 asd12345 asd123asd
asdasdasd asdzxc123 asdqwe123 zxcvbnm1 zxcvbnm123 zxcvbnm, zxcvbnm,./ zxcvbnma zxcvasdf zxcv1234 zxc123456
zxc123zxc zxcvb12345 zxczxczxc zaq12wsx zaq1zaq1 zaqxswcde 1qaz2wsx 1qaz2wsx3edc 1qaz1qaz 1qazxsw2 1qaz@wsx
1qaz!qaz 2wsx3edc 2wsx1qaz 3edc4rfv qazwsx12 qazwsx123 qazwsxedc qazwsxedc123 qazxsw123 qazwsxedcrfv
qaz123456 qaz123wsx qazqazqaz wsxedc123 !qaz2wsx !qaz@wsx 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r!
q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 a1s2d3f4 a1s2d3f4g5 z1x2c3v4 1a2b3c4d 1a2b3c4d5e a1b2c3d4 a1b2c3d4e5
1z2x3c4v poiuytre poiuytrewq lkjhgfdsa mnbvcxz1 mnbvcxza plokijuh okmnji987 qpwoeiruty !@#$%^&* !@#$%^&*(
!@#$%^&*() 1!2@3#4$ !1qaz2wsx qwerty!@# abcdefgh abcdefghi abcdefghij abcd1234 abcd12345 abcd123456 abc12345
abc123456 abc1234567 abc12345678 abc123456789 abc123abc abcabc123 abcabcabc abcde123 abcde12345 abcdef12
abcdef123 abcdefg1 abcdefg123 abcdefg1234567 abc@1234 abc@12345 abc@123456 abcd@1234 abcd!234 aa123456
aa12345678 aa123456789 aa112233 aa123123 aaa123456 aaa111111 aaaa1111 aaaaaaaa aaaaaaaaa aaaaaaaaaa a1234567
a12345678 a123456789 a1234567890 a11111111 a123123123 a123456a a123456b asdf123456 as123456 q12345678
q123456789 q1234567 qq123456 qq123456789 qq12345678 qq123123 qqqqqqqq qqq11111 qwe12345678 w1234567
w12345678 w123456789 wang123456 wangwang s12345678 s123456789 z1234567 z12345678 z123456789 zz123456
zzzzzzzz zzz123456 zhang123 zhang123456 li123456 liu123456 chen123456 wang1234 x12345678 xx123456 xxxxxxxx
ss123456 d12345678 dd123456 c12345678 l12345678 l123456789 m12345678 h12345678 j12345678 y12345678 yy123456
ab123456 ab12345678 ac123456 az123456 zx123456 zxc12345 qw123456 qw12345678 aaaa0000 abab1212 a5201314
a1314520 a7758521 aini1314 aini520520 woaini520 woaini521 woaini123 woaini1314 woaini1314520 woainima
woaiwojia woaini5201314 woshishui woshishei woaiwoziji woaizhongguo iloveyou520 iloveyou1314 iloveyou
iloveyou1 iloveyou2 iloveyou123 iloveu123 love1314 love5201314 love1234 love123456 loveyou123 lovelove
loveme123 caonima123 caonima520 tiantian xiaoxiao xiaoming xiaoming123 meiyoumima meimima123 wodemima
woaiwode wobuzhidao nihao123 nihao123456 nihaoma123 nihaonihao zhongguo zhongguo123 beijing2008 shanghai123
guangdong guangzhou guangzhou123 shenzhen shenzhen123 zhaoqing zhaoqing123 gongsi123 zhangsan zhangsan123
lisi123456 lishimin laopo520 baobao520 baobei520 jianqiao dearbook 5845201314 584520584520 asd5201314
wo123456 woaimama woaibaba 1314520a 5201314a 5201314z 5201314qq admin123 admin1234 admin12345 admin123456
admin888 admin8888 admin666 admin@123 admin@1234 admin@123456 admin!@# adminadmin administrator
administrator123 admin2024 admin2025 admin2026 admin000 admin001 adminpass admin_123 admin#123 root1234
root12345 root123456 rootroot root@123 toor1234 system123 system32 sysadmin superadmin superuser superman
superman1 test1234 test12345 test123456 testtest test@123 tester123 testing1 testing123 user1234 user123456
user12345 username guest123 guest1234 demo1234 demo12345 demo123456 default1 default123 changeme changeme1
changeme123 changeit letmein1 letmein123 letmeinn welcome1 welcome12 welcome123 welcome1234 welcome@123
welcome2024 welcome2025 login123 login1234 loginlogin master123 manager1 manager123 service1 service123
server123 oracle123 mysql123 postgres postgres1 windows1 windows10 computer computer1 internet internet1
network1 security secret123 topsecret access14 access123 temp1234 temp12345 temporary qwertyadmin pass1234
pass12345 pass123456 pass@123 pass@1234 pass@word1 passwd123 p@ss1234 p@ss12345 p@55w0rd sunshine sunshine1
princess princess1 football football1 football123 baseball baseball1 basketball basketball1 michael1
michelle jennifer jessica1 jordan23 charlie1 superstar starwars starwars1 trustno1 whatever whatever1
freedom1 shadow123 dragon123 dragon12 dragonball monkey123 monkey12 monkey1234 liverpool liverpool1 chelsea1
arsenal1 barcelona realmadrid juventus pokemon1 pokemon123 batman123 spiderman spiderman1 hello123 hello1234
hello12345 helloworld hellohello corvette mercedes ferrari1 mustang1 samsung1 samsung123 google123 facebook
facebook1 linkedin microsoft apple123 iphone123 android1 blink182 babygirl babygirl1 butterfly butterfly1
chocolate cookie123 cheese123 banana123 summer123 summer2024 summer2025 winter2024 winter2025 spring2025
autumn2025 december november september october1 february saturday sunday123 friday13 midnight midnight1
metallica nirvana1 rockstar rockstar1 lovely123 sweetheart diamond1 happy123 happy1234 happyday lucky123
lucky777 lucky888 money123 million1 business victoria victoria1 elizabeth alexander alexandra christian
benjamin jonathan nicholas samantha danielle stephanie patricia maverick champion thunder1 hunter123
phoenix1 scorpion tigger123 tigger12 snoopy123 ginger123 pepper123 peanut123 maggie123 bailey123 buster123
harley123 killer123 master12 ranger123 cowboys1 yankees1 dolphins redskins steelers lakers24 kobe1234
kobe2424 nba12345 matrix123 asshole1 fuckyou1 fuckyou2 fuckyou123 blahblah nothing1 0p9o8i7u 0okm9ijn
9ijn8uhb 8uhb7ygv 7ygv6tfc
`;

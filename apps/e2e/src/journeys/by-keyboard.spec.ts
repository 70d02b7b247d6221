import { expect, test } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { aNewcomer, type Newcomer } from '../story/newcomer.js';
import { codeFor, mailsTo } from './post-office.js';
import { scanFile } from './scan.js';
import { DEMO_PASSWORD } from './traveller.js';
import { Typist } from './typist.js';

// Real: everything, and a headless Chromium that gets keys alone: no pointer is moved in it. Each page is looked at on a
// telephone and at a desk (axe), in both languages, and must not be wider than the window; each step of the focus is seen.

test.describe.configure({ mode: 'serial' });
/** The enterprise of the first test; its account is locked by the third, and the last one reviews it. */
let registered: Newcomer;

test('a registration is begun, left, resumed by a code and submitted', async ({ browser }, { outputDir }) => {
  const newcomer = aNewcomer();
  registered = newcomer;
  const scan = await scanFile(outputDir);
  const typist = await Typist.at(browser);
  const { page } = typist;
  await page.goto('/');
  await typist.switchLanguages();
  await typist.look('log-in');
  await typist.press('办事指南与表格下载');
  await expect(page.getByText('0758-6622933')).toBeVisible();
  await typist.look('guide');
  await typist.press('开始注册');
  await expect(page).toHaveURL(/\/register$/);
  await typist.look('register');
  const { loginName, password, email } = newcomer;
  await typist.type({ loginName, password, contactPerson: '演示经办人', mobile: '13800000000', email });
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/registration$/);
  await typist.press('单位信息');
  await expect(page.locator('[data-field="enterpriseName"]')).toBeVisible();
  await typist.type({ enterpriseName: newcomer.enterpriseName, creditCode: newcomer.creditCode });
  await typist.choose('regionCode', '441202');
  await typist.type({
    address: '肇庆市端州区演示路 8 号',
    legalRepresentative: '演示法定代表人',
    legalRepresentativeIdNumber: newcomer.legalRepresentativeIdNumber,
    agentName: '演示经办人',
    agentIdNumber: newcomer.agentIdNumber,
    supervisionPhone: '0758-0000000',
  });
  await typist.look('organisation');
  await typist.press('保存并返回');
  await expect(page).toHaveURL(/\/registration$/);

  // Left, and resumed by a code: what was typed is there.
  await typist.context.clearCookies();
  await page.goto('/register');
  await typist.press('继续填写未完成的注册');
  await expect(page).toHaveURL(/\/resume/);
  const mails = (await mailsTo(email)).length;
  await typist.type({ contact: email });
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-field="code"] input')).toBeFocused();
  await typist.look('resume');
  await page.keyboard.type(await codeFor(email, mails));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/registration$/);
  await typist.look('tasks');
  for (const task of ['营业执照或法人证书', '授权委托书', '诚信计量自我承诺书']) {
    await typist.press(task);
    await typist.handIn('选择文件', scan);
    await expect(page.getByRole('button', { name: /移除|删除/ }).first()).toBeVisible();
    await typist.press('完成，返回');
    await expect(page).toHaveURL(/\/registration$/);
  }
  await typist.press('检查并提交');
  await expect(page.getByRole('button', { name: '提交注册申请' })).toBeVisible();
  await expect(page.locator('main')).toContainText('端州区');
  await typist.look('check-answers');
  await typist.press('提交注册申请');
  await expect(page.getByText('注册申请已提交').first()).toBeVisible();
  await typist.look('receipt');
  await typist.traveller.close();
});

test('a second factor is set up and opens the account, and all other devices are signed out', async ({
  browser,
}) => {
  const typist = await Typist.at(browser);
  const { page } = typist;
  await typist.signIn('yiyuan', DEMO_PASSWORD);
  await expect(page).toHaveURL(/\/e\/home/);
  await typist.fromAccountMenu('English');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await typist.fromAccountMenu('中文');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await typist.fromAccountMenu('账号安全');
  await typist.press('启用动态验证码');
  await typist.type({ currentPassword: DEMO_PASSWORD });
  await page.keyboard.press('Enter');
  const secret = Secret.fromBase32((await page.locator('code').innerText()).replaceAll(' ', ''));
  await typist.look('second-factor');
  const totp = new TOTP({ secret });
  await typist.type({ code: totp.generate() });
  await page.keyboard.press('Enter');
  const codes = page.locator('li.number');
  await expect(codes.first()).toBeVisible();
  const backupCode = await codes.first().innerText();
  await typist.press('已保存');
  // The password was asked for once: what it opened is done.
  await expect(page.getByRole('button', { name: '重新生成备用验证码' })).toBeVisible();
  await expect(page.locator('[data-field="currentPassword"]')).toHaveCount(0);

  // By the authenticator's next code, for each is good for once, and by a backup code.
  const elsewhere = [await Typist.at(browser), await Typist.at(browser)];
  const answers = [() => totp.generate({ timestamp: Date.now() + 30_000 }), () => backupCode];
  for (const [index, other] of elsewhere.entries()) {
    await other.signIn('yiyuan', DEMO_PASSWORD);
    await expect(other.page.locator('#second-factor')).toBeFocused();
    if (index === 0) await other.look('code');
    await other.page.keyboard.type(answers[index]!());
    await other.page.keyboard.press('Enter');
    await expect(other.page).toHaveURL(/\/e\/home/);
  }

  await page.reload();
  await expect(page.getByRole('button', { name: /^退出设备/ }).first()).toBeVisible();
  await typist.look('security');
  await typist.press('退出其他所有设备');
  await expect(page.getByRole('dialog')).toBeVisible();
  await typist.press('退出其他所有设备'); // the dialog's verb: the focus is kept inside it
  await expect(page.getByText('其他设备已全部退出').first()).toBeVisible();
  for (const other of elsewhere) {
    await other.page.reload();
    await expect(other.page.locator('#login-name')).toBeVisible();
    await other.traveller.close();
  }
  await page.reload();
  await expect(page.getByRole('heading', { name: '动态验证码' })).toBeVisible();
  await typist.traveller.close();
});

test('a locked account is recovered by a code, and whoever was signed in no longer is', async ({
  browser,
}) => {
  const { loginName, password, email } = registered;
  const signedIn = await Typist.at(browser);
  await signedIn.signIn(loginName, password);
  await expect(signedIn.page).toHaveURL(/\/registration$/);
  const guesser = await Typist.at(browser);
  await guesser.guess(loginName, 5);
  await expect(guesser.page.getByText('此浏览器已被限制登录')).toBeVisible();
  await guesser.look('restricted');
  const typist = await Typist.at(browser);
  const { page } = typist;
  await typist.guess(loginName, 5);
  await expect(page.getByText('账号已锁定')).toBeVisible();
  await typist.look('locked');

  const mails = (await mailsTo(email)).length;
  await typist.press('忘记密码');
  await expect(page).toHaveURL(/forgot-password/);
  await typist.type({ loginName });
  await page.keyboard.press('Enter');
  // The focus goes on to the code: whoever can't see the page is led there.
  await expect(page.locator('[data-field="code"] input')).toBeFocused();
  await typist.look('recovery');
  await page.keyboard.type(await codeFor(email, mails));
  await typist.type({ newPassword: `${password} again` });
  await page.keyboard.press('Enter');
  await expect(page.getByText('密码已重设，账号已解锁。请用新密码登录。')).toBeVisible();
  await signedIn.page.reload();
  await expect(signedIn.page.locator('#login-name')).toBeVisible();
  await typist.signIn(loginName, `${password} again`);
  await expect(page).toHaveURL(/\/registration$/);
  for (const each of [signedIn, guesser, typist]) await each.traveller.close();
});

test('a change of data is begun, filled in, left and looked at again', async ({ browser }) => {
  const typist = await Typist.at(browser);
  const { page } = typist;
  await page.goto('/');
  await typist.press('资料变更');
  await expect(page).toHaveURL(/\/profile-change$/);
  await expect(page.getByRole('heading', { name: '资料变更', level: 1 })).toBeVisible();
  await typist.look('change-begin');
  await typist.type({ creditCode: '91441202XYXY000135' });
  await typist.to('[data-field="proof"] input');
  await page.keyboard.press('ArrowUp'); // round to the last: the papers alone
  await typist.type({
    applicantName: '演示申请人',
    applicantMobile: '13800000000',
    applicantEmail: 'yanshi@example.com',
  });
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^P\d{8}-/).first()).toBeVisible();
  await typist.type({ enterpriseName: '演示企业（更名）有限公司' });
  await typist.press('保存变更内容');
  await expect(page.locator('main').getByText('演示企业（更名）有限公司').first()).toBeVisible();
  await page.reload();
  await expect(page.locator('[data-field="enterpriseName"] input')).toHaveValue('演示企业（更名）有限公司');
  await typist.look('change-tasks');
  // One button of the page is its primary one.
  await expect(page.locator('main .el-button--primary:not(.is-link):visible')).toHaveCount(1);
  await typist.traveller.close();
});

test('the review queue is walked, a colleague is invited and comes', async ({ browser }) => {
  const typist = await Typist.at(browser);
  const { page } = typist;
  await typist.signIn('jigou', DEMO_PASSWORD);
  await expect(page).toHaveURL(/\/s\/home/);
  await page.goto('/s/registrations');
  await typist.look('registrations');
  await typist.press('从最早的开始审核');
  await expect(page.getByRole('heading', { name: registered.enterpriseName })).toBeVisible();
  await expect(page.getByRole('button', { name: '通过', exact: true })).toBeEnabled();
  await typist.look('review');
  await page.keyboard.press('a'); // the last one: back to the list
  await expect(page).toHaveURL(/\/s\/registrations(\?|$)/);
  await page.goto('/s/org-changes');
  await typist.look('profile-changes');
  await page.goto('/s/staff');
  await typist.look('staff');
  await typist.press('邀请同事');
  await expect(page.getByRole('dialog')).toBeVisible();
  await typist.type({ displayName: '演示新同事' });
  await typist.to('[data-field="roles"] input');
  await page.keyboard.press('Space');
  await typist.type({ email: 'xin@example.com' });
  await page.keyboard.press('Enter');
  await typist.press('复制链接');
  const url = await page.locator('.url input').inputValue();

  const newcomer = await Typist.at(browser);
  await newcomer.page.goto(url);
  await newcomer.type({ loginName: aNewcomer().loginName, password: 'Demo 2026 keyboard' });
  await newcomer.look('invitation');
  await newcomer.press('加入');
  await expect(newcomer.page.getByText('账号已建立，请登录。')).toBeVisible();
  await newcomer.traveller.close();
  await typist.traveller.close();
});

export const ACCOUNT_ERRORS = {
  'auth.required': { kind: 'unauthenticated', zh: '请先登录', en: 'Please sign in' },
  'auth.failed': {
    kind: 'unauthenticated',
    zh: '用户名或密码不正确，还可以尝试 {remaining} 次',
    en: 'The name or the password is wrong; {remaining} tries left',
  },
  'auth.browser-restricted': {
    kind: 'forbidden',
    zh: '连续登录失败 5 次，此浏览器已被限制登录。请关闭浏览器重新打开，或点击“忘记密码”',
    en: 'Five failed attempts: sign-in is restricted in this browser. Close and reopen it, or use “Forgot password”',
  },
  'auth.account-locked': {
    kind: 'forbidden',
    zh: '连续登录失败 10 次，账号已锁定。请点击“忘记密码”取回密码后自行解锁',
    en: 'Ten failed attempts: the account is locked. Use “Forgot password” to unlock it yourself',
  },
  'auth.account-disabled': {
    kind: 'forbidden',
    zh: '账号已停用，请联系管理员',
    en: 'The account is disabled; contact your admin',
  },
  'auth.session-ended': {
    kind: 'unauthenticated',
    zh: '登录已失效，请重新登录',
    en: 'The session has ended; please sign in again',
  },
  'auth.second-factor-required': {
    kind: 'unauthenticated',
    zh: '请输入动态验证码',
    en: 'Enter the code of your second factor',
  },
  'auth.second-factor-setup-required': {
    kind: 'unauthenticated',
    zh: '您的岗位必须启用动态验证码，请先设置',
    en: 'Your role needs a second factor; set it up first',
  },
  'auth.second-factor-failed': {
    kind: 'unauthenticated',
    zh: '动态验证码不正确，还可以尝试 {remaining} 次',
    en: 'The code is wrong; {remaining} tries left',
  },
  'auth.challenge-ended': {
    kind: 'unauthenticated',
    zh: '验证已超时，请重新登录',
    en: 'This took too long; please sign in again',
  },
  'auth.captcha-required': {
    kind: 'forbidden',
    zh: '请先完成安全验证',
    en: 'A proof of work is required first',
  },
  'auth.wechat-unavailable': {
    kind: 'unavailable',
    zh: '暂时无法连接微信，请稍后再试或用密码登录',
    en: 'WeChat cannot be reached; try again later or sign in by password',
  },
  'auth.wechat-refused': {
    kind: 'unauthenticated',
    zh: '微信授权已失效，请重新扫码',
    en: 'WeChat refused the authorisation; please scan again',
  },
  'auth.wechat-unbound': {
    kind: 'unauthenticated',
    zh: '此微信尚未绑定账号。请用密码登录后，在“账号安全”中绑定',
    en: 'This WeChat is not bound to an account. Sign in by password and bind it under “Account security”',
  },
  'account.wechat-taken': {
    kind: 'conflict',
    zh: '此微信已绑定其他账号',
    en: 'This WeChat is bound to another account',
  },
  'account.password-wrong': {
    kind: 'invalid',
    zh: '当前密码不正确，还可以尝试 {remaining} 次',
    en: 'The current password is wrong; {remaining} tries left',
  },
  'account.second-factor-mandatory': {
    kind: 'conflict',
    zh: '您的岗位必须启用动态验证码，可以更换，不能停用',
    en: 'Your role needs a second factor: it can be replaced but not turned off',
  },
  'account.second-factor-missing': {
    kind: 'conflict',
    zh: '该账号没有启用动态验证码',
    en: 'This account has no second factor',
  },
  'account.own-second-factor': {
    kind: 'conflict',
    zh: '不能重置自己的动态验证码，请在“账号安全”中更换',
    en: 'You cannot reset your own second factor; replace it under “Account security”',
  },
  'auth.same-origin-required': {
    kind: 'forbidden',
    zh: '请从本平台页面操作',
    en: 'Only for requests of this platform’s own pages (X-Requested-With is missing)',
  },
  'auth.code-invalid': {
    kind: 'invalid',
    zh: '验证码不正确或已过期',
    en: 'The code is wrong or has expired',
  },
  'account.login-name-taken': { kind: 'conflict', zh: '登录名已被使用', en: 'This login name is taken' },
  'account.password-too-short': { kind: 'invalid', zh: '密码至少 8 位', en: 'At least 8 characters' },
  'account.password-too-long': { kind: 'invalid', zh: '密码最多 128 位', en: 'At most 128 characters' },
  'account.password-common': {
    kind: 'invalid',
    zh: '密码过于常见，请换一个',
    en: 'This password is too common',
  },
  'account.password-contains-name': {
    kind: 'invalid',
    zh: '密码不能包含登录名',
    en: 'The password must not contain the login name',
  },
  'registration.credit-code-invalid': {
    kind: 'invalid',
    zh: '统一社会信用代码不正确，请核对营业执照',
    en: 'The unified credit code is not valid; check the licence',
  },
  'registration.credit-code-exists': {
    kind: 'conflict',
    zh: '该单位已注册，管理员是 {admin}。请联系本单位管理员添加您为成员；联系不上的，请致电 {institution}（{phone}），或办理资料变更',
    en: 'This enterprise is registered already; its admin is {admin}. Ask the admin to add you; if that is impossible, call {institution} ({phone}) or apply for a profile change',
  },
  'registration.credit-code-taken': {
    kind: 'conflict',
    zh: '该统一社会信用代码的单位刚刚通过了另一件注册申请',
    en: 'Another registration of this credit code has just been approved',
  },
  'registration.id-number-invalid': {
    kind: 'invalid',
    zh: '身份证号码不正确',
    en: 'The ID number is not valid',
  },
  'registration.region-unknown': {
    kind: 'invalid',
    zh: '没有这个区域代码',
    en: 'There is no such region code',
  },
  'registration.region-retired': {
    kind: 'invalid',
    zh: '区域代码 {code} 已停用，请改用 {suggestion}',
    en: 'Region code {code} is no longer in force; use {suggestion}',
  },
  'registration.institution-unknown': {
    kind: 'invalid',
    zh: '没有这个检定机构',
    en: 'There is no such institution',
  },
  'registration.paper-missing': {
    kind: 'conflict',
    zh: '还缺少材料：{papers}',
    en: 'Papers are missing: {papers}',
  },
  'registration.incomplete': {
    kind: 'conflict',
    zh: '还有未填写的内容',
    en: 'Something is still to be filled in',
  },
  'registration.reason-required': {
    kind: 'invalid',
    zh: '退回时请逐项写明原因',
    en: 'Give a reason for each item returned',
  },
  'registration.phone-invalid': {
    kind: 'invalid',
    zh: '请填写 11 位手机号码',
    en: 'A mobile number has 11 digits',
  },
  'registration.not-approved': {
    kind: 'forbidden',
    zh: '注册尚未通过审核',
    en: 'The registration has not been approved yet',
  },
} as const;

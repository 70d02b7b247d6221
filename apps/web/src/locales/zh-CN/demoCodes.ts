/** Said where a code is waited for, in a demonstration. */
export const demoCodes = {
  note: '演示系统默认不发邮件和短信。',
  recovery: '没有收到验证码时，请直接用演示账号登录。',
  resume: '没有收到验证码时，请用登录名和密码登录。',
  change: '没有收到验证码时，请选择由审核机构凭材料核实。',
};

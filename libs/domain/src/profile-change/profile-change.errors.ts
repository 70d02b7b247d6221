export const PROFILE_CHANGE_ERRORS = {
  'profile-change.code-invalid': {
    kind: 'invalid',
    zh: '统一社会信用代码或验证码不正确，或验证码已过期',
    en: 'The credit code or the code is wrong, or the code has expired',
  },
  'profile-change.code-locked': {
    kind: 'forbidden',
    zh: '验证码连续输错 10 次，不能再用验证码核实身份。请选择“收不到验证码”，由审核机构凭材料核实',
    en: 'Ten wrong codes: identity can no longer be proved by code. Choose “I can’t receive codes”: the institution checks by the papers',
  },
  'profile-change.enterprise-unknown': {
    kind: 'not-found',
    zh: '没有找到这个单位。请核对统一社会信用代码；尚未注册的请先注册',
    en: 'No such enterprise. Check the credit code; register first if it is not registered',
  },
  'profile-change.open': {
    kind: 'conflict',
    zh: '该单位已有一件资料变更在办理（{caseNumber}），办结或撤回后才能再提交',
    en: 'A change of this enterprise is under way ({caseNumber}); it must end or be withdrawn first',
  },
  'profile-change.incomplete': {
    kind: 'conflict',
    zh: '还有未填写的内容',
    en: 'Something is still to be filled in',
  },
  'profile-change.paper-missing': {
    kind: 'conflict',
    zh: '还缺少材料：{papers}',
    en: 'Papers are missing: {papers}',
  },
  'profile-change.nothing-changed': {
    kind: 'conflict',
    zh: '填写的内容与现有资料相同，没有需要变更的',
    en: 'What you entered is what is on record: there is nothing to change',
  },
  'review.assigned-to-other': {
    kind: 'conflict',
    zh: '此件已由 {name} 领取。确认由您处理后，请先转给自己再作决定',
    en: 'This case is with {name}. Take it over before deciding',
  },
  'review.reviewer-unknown': {
    kind: 'invalid',
    zh: '本机构没有这位审核员',
    en: 'There is no such reviewer at this institution',
  },
} as const;

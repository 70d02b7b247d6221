export const PEOPLE_ERRORS = {
  'invitation.invalid': {
    kind: 'not-found',
    zh: '邀请链接无效：可能已被新的链接取代，请联系邀请人重新发送',
    en: 'This invitation is not valid; a newer one may have replaced it. Ask whoever invited you',
  },
  'invitation.expired': {
    kind: 'conflict',
    zh: '邀请已过期，请联系邀请人重新发送',
    en: 'The invitation has expired; ask whoever invited you to send it again',
  },
  'invitation.used': {
    kind: 'conflict',
    zh: '邀请已使用，账号已建立，请直接登录',
    en: 'The invitation has been used; sign in with the account it made',
  },
  'invitation.withdrawn': { kind: 'conflict', zh: '邀请已撤回', en: 'The invitation was withdrawn' },
  'invitation.contact-required': {
    kind: 'invalid',
    zh: '请填写电子邮箱或手机号码',
    en: 'Give an e-mail address or a mobile number',
  },
  'invitation.exists': {
    kind: 'conflict',
    zh: '已向该邮箱或手机号发出邀请，可以在列表中重新发送',
    en: 'There is an open invitation to this address; send it again from the list',
  },
  'member.role-not-allowed': {
    kind: 'invalid',
    zh: '不能授予这个角色',
    en: 'This role can’t be given here',
  },
  'member.role-required': { kind: 'invalid', zh: '请至少选择一个角色', en: 'Choose at least one role' },
  'member.last-admin': {
    kind: 'conflict',
    zh: '这是最后一位管理员。请先授予另一位同事管理员角色',
    en: 'This is the last admin. Make a colleague an admin first',
  },
  'member.open-work': {
    kind: 'conflict',
    zh: '名下还有 {count} 项未办结的工作，请选择接手的同事',
    en: '{count} pieces of work are still open; choose who takes them over',
  },
  'member.colleague-unfit': {
    kind: 'invalid',
    zh: '接手的同事须在职，并具有所需角色：{roles}',
    en: 'Whoever takes over must be active and hold these roles: {roles}',
  },
  'branch.unknown': { kind: 'invalid', zh: '没有这个分支机构', en: 'There is no such branch' },
  'branch.name-taken': { kind: 'conflict', zh: '已有同名的分支机构', en: 'A branch of this name exists' },
  'branch.in-use': {
    kind: 'conflict',
    zh: '分支机构名下还有 {members} 名成员、{instruments} 台器具或办件，不能删除',
    en: 'The branch still has {members} members and {instruments} instruments or cases',
  },
  'branch.not-yours': {
    kind: 'forbidden',
    zh: '这是整个单位的事项，分支机构的成员不能办理，请联系本单位不限于分支机构的管理员',
    en: 'This concerns the whole enterprise; members of a branch can’t do it. Ask an admin who isn’t bound to one',
  },
  'department.in-use': {
    kind: 'conflict',
    zh: '科室仍有人员、检定能力、容量或办件，不能删除',
    en: 'The department still has staff, capabilities, capacity or cases',
  },
  'department.name-taken': { kind: 'conflict', zh: '已有同名科室', en: 'A department of this name exists' },
  'department.unknown': { kind: 'invalid', zh: '没有这个科室', en: 'There is no such department' },
  'site.in-use': {
    kind: 'conflict',
    zh: '已有约检选择了该地点，不能删除',
    en: 'Appointments have been made for this site',
  },
  'site.last': { kind: 'conflict', zh: '至少保留一个收发地点', en: 'At least one site must stay' },
  'institution.code-taken': {
    kind: 'conflict',
    zh: '机构代号已被使用',
    en: 'This institution code is taken',
  },
  'institution.kind-unknown': {
    kind: 'invalid',
    zh: '目录中没有须强制检定的种别 {code}',
    en: 'The catalogue has no compulsory kind {code}',
  },
} as const;

export const privacy = {
  title: '个人信息与数据',
  menu: '个人信息与数据',
  purpose: '导出您的数据，或申请注销。哪些会删除、哪些依法保留，下面都写明。',
  registrantPurpose:
    '您填写的内容和上传的材料都在注册页面上。在这里可以申请注销，下面写明哪些会删除、哪些依法保留。',
  export: {
    title: '导出数据',
    hint: '打包为 ZIP（JSON 和文件），完成后在任务中心下载，过期自动删除。',
    ACCOUNT: '导出个人数据',
    ENTERPRISE: '导出企业数据',
  },
  erased: '将删除',
  kept: '依法保留',
  grace: '提交后 {days} 天执行，期间可以撤回。请输入密码确认。',
  password: '登录密码',
  pending: '已申请注销，将于 {on} 执行。',
  takeBack: '撤回申请',
  asked: '已提交注销申请',
  ACCOUNT: {
    title: '注销账号',
    verb: '申请注销账号',
  },
  ENTERPRISE: {
    title: '注销企业',
    verb: '申请注销企业',
  },
};

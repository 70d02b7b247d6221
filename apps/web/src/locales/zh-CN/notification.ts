/** The inbox (domain.md section 9). */
export const notification = {
  title: '消息中心',
  purpose: '办理进度、结果和到期提醒。',
  all: '全部',
  unread: '未读',
  subject: '内容',
  time: '时间',
  readAll: '全部标为已读',
  empty: '还没有消息',
  emptyHint: '审核、确认、出证和到期提醒会显示在这里。',
};

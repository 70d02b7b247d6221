import type { notification as zh } from '../zh-CN/notification';

export const notification: typeof zh = {
  title: 'Inbox',
  purpose: 'Progress, results and reminders.',
  all: 'All',
  unread: 'Unread',
  subject: 'Message',
  time: 'Time',
  readAll: 'Mark all as read',
  empty: 'No messages yet',
  emptyHint: 'Decisions, confirmations, certificates and reminders appear here.',
};

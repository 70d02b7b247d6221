import { buildMessage, MESSAGE_TEMPLATES, type MessageData, type MessageName } from './build-message.js';
import type { Wording } from './wording.js';

const zh: Wording = { language: 'zh-CN', platformName: '演示平台' };
const en: Wording = { language: 'en', platformName: 'Demo platform' };
const url = 'https://demo.example/e/list?due=soon&page=1';
const institutionName = '演示检定所';
const enterpriseName = '演示企业';
const appointment = { appointmentNumber: 'YJ-1', institutionName, url };

const SAMPLES: { [N in MessageName]: MessageData<N> } = {
  'account.recovery-code': { code: '000000', minutes: 15, url },
  'account.contact-code': { code: '000000', minutes: 15, url, purpose: 'PROFILE_CHANGE' },
  'registration.draft-expiring': { enterpriseName, caseNumber: 'E-1', days: 7, url },
  'profile-change.submitted': { enterpriseName, caseNumber: 'P-1', url },
  'profile-change.returned': {
    ...{ enterpriseName, institutionName, caseNumber: 'P-1', url },
    reasons: [{ place: '营业执照', reason: '看不清' }],
  },
  'profile-change.approved': { enterpriseName, institutionName, caseNumber: 'P-1', loginName: '91-1', url },
  'profile-change.rejected': {
    ...{ enterpriseName, institutionName, caseNumber: 'P-1', url },
    reason: '不在本机构受理范围',
  },
  'profile-change.contact-replaced': { enterpriseName, institutionName, caseNumber: 'P-1', url },
  'account.locked': { url },
  'account.new-device': { device: 'Chrome · Windows', at: '2026-11-23T16:30:00Z', url },
  'account.changed': { change: 'PASSWORD', at: '2026-11-23T01:05:00Z', url },
  'account.invitation': {
    organisationName: enterpriseName,
    inviterName: '演示管理员',
    expiresOn: '2026-11-30',
    url,
  },
  'registration.returned': {
    enterpriseName,
    institutionName,
    url,
    reasons: [{ place: '营业执照', reason: '看不清' }],
  },
  'registration.approved': { enterpriseName, institutionName, url },
  'registration.rejected': { enterpriseName, institutionName, url, reason: '不在本机构受理范围' },
  'filing.decided': {
    caseNumber: 'BA-1',
    institutionName,
    approved: 197,
    returned: 1,
    rejected: 0,
    bookableUntil: '2026-12-03',
    url,
  },
  'appointment.confirmed': {
    ...appointment,
    date: '2026-11-25',
    halfDay: 'AM',
    mode: 'BRING_IN',
    instruments: 12,
  },
  'appointment.returned': { ...appointment, reason: '请改约现场' },
  'appointment.reschedule-proposed': { ...appointment, date: '2026-11-26', halfDay: 'PM' },
  'appointment.reoffered': {
    ...appointment,
    date: '2026-11-27',
    halfDay: 'AM',
    answerBy: '2026-11-26',
    reason: '请改约现场',
  },
  'appointment.expired': appointment,
  'appointment.no-show': { ...appointment, date: '2026-11-25', halfDay: 'PM' },
  'case.nudged': { caseNumber: 'BA-1', fromEnterprise: enterpriseName, kind: 'FILING', times: 2, url },
  'items.received': {
    receivingNumber: 'JS-1',
    institutionName,
    received: 11,
    missing: 1,
    refused: 0,
    dueOn: '2026-12-23',
    url,
  },
  'items.received-undone': { receivingNumber: 'JS-1', url },
  'walk-in.opened': { institutionName, url },
  'appointment.item-added': { ...appointment, instrument: 'Y-100 DEMO-1' },
  'items.handed-back': { receivingNumber: 'JS-1', count: 2, url },
  'items.unable': { institutionName, instrument: '压力表（SN-1）', reason: '无法加压', url },
  'certificate.ended': {
    institutionName,
    instrument: '压力表（SN-1）',
    certificateNumber: 'T1-2026-00001',
    reason: '检定依据有误',
    ending: 'REVOKED',
    url,
  },
  'certificates.issued': { institutionName, certificates: 10, resultNotices: 1, url },
  'reminder.due-soon': { enterpriseName, count: 200, firstValidUntil: '2027-11-23', url },
  'reminder.overdue': { enterpriseName, count: 1, url },
  'reminder.window-lapsing': { enterpriseName, count: 3, firstLastDay: '2026-12-03', url },
  'reminder.booking-tomorrow': { enterpriseName, count: 2, instruments: 12, date: '2026-11-24', url },
  'reminder.tasks-due': { reader: 'ENTERPRISE', step: 'OVERDUE', count: 2, firstDueOn: '2026-11-20', url },
  'tasks.assigned': { count: 12, url },
  'reminder.holds-expiring': { side: 'INSTITUTION', count: 3, lastDay: '2026-11-24', url },
};
const names = Object.keys(MESSAGE_TEMPLATES) as MessageName[];

test.each(names)('%s in both languages', (name) => {
  const contentIn = (wording: Wording) => {
    const { subject, text, html } = buildMessage(name, SAMPLES[name], wording);
    return { subject, text, html };
  };
  expect({ zh: contentIn(zh), en: contentIn(en) }).toMatchSnapshot();
});

test.each(names)('%s has no placeholder left open, and its English no Chinese of ours', (name) => {
  const texts = [zh, en].map((wording) => buildMessage(name, SAMPLES[name], wording));
  for (const { subject, text, html } of texts) {
    expect(subject + text + html).not.toMatch(/undefined|\[object|NaN|\$\{/);
    expect(text).toContain(url);
    expect(html).toContain(`href="${url.replace('&', '&amp;')}"`);
  }
  const quoted = [
    '演示管理员',
    institutionName,
    enterpriseName,
    '营业执照',
    '看不清',
    '不在本机构受理范围',
    '请改约现场',
    '压力表（SN-1）',
    '无法加压',
    '检定依据有误',
  ];
  const english = quoted.reduce(
    (rest, phrase) => rest.replaceAll(phrase, ''),
    texts[1]!.subject + texts[1]!.text,
  );
  expect(english).not.toMatch(/\p{Script=Han}/u);
});

test.each([zh, en])('whatever is filled in stays text and on its line', (wording) => {
  const hostile = `<img src=x onerror="alert('1')">&amp;\r\n- 已批准`;
  const { text, html } = buildMessage(
    'registration.rejected',
    { enterpriseName: hostile, institutionName: hostile, reason: hostile, url },
    wording,
  );
  expect(html).not.toMatch(/<img|onerror="/);
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp; - 已批准');
  expect(text.split('\n').filter((line) => line.startsWith('- 已批准'))).toEqual([]);
});

test('an address that is not of the web is refused', () => {
  const data = { enterpriseName, count: 1 };
  expect(() => buildMessage('reminder.overdue', { ...data, url: 'javascript:alert(1)' }, zh)).toThrow(
    TypeError,
  );
  expect(() => buildMessage('reminder.overdue', { ...data, url: '/relative' }, zh)).toThrow(
    /web address|Invalid URL/,
  );
});

test('what did not happen is not mentioned', () => {
  const { text } = buildMessage(
    'filing.decided',
    { ...SAMPLES['filing.decided'], approved: 0, returned: 2, bookableUntil: undefined },
    zh,
  );
  expect(text).toContain('退回补正 2 台');
  expect(text).not.toMatch(/已备案|不予备案/);
});

test('the day reads the same in every time zone of the process', () => {
  expect(buildMessage('reminder.due-soon', SAMPLES['reminder.due-soon'], zh).text).toContain(
    '2027年11月23日',
  );
  expect(buildMessage('reminder.due-soon', SAMPLES['reminder.due-soon'], en).text).toContain(
    '23 November 2027',
  );
});

import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, counted, dateText, inLanguage, type Wording } from './wording.js';

/** A digest: how many and where they are listed, one message per enterprise and channel (domain.md §9). */
interface Digest {
  enterpriseName: string;
  count: number;
  /** The list, filtered to these instruments. */
  url: string;
}

export interface DueSoonDigest extends Digest {
  /** The earliest date on which one of them ends to be valid, `YYYY-MM-DD`. */
  firstValidUntil: string;
}

export function dueSoonDigest(
  { count, firstValidUntil, ...data }: DueSoonDigest,
  wording: Wording,
): MessageContent {
  const first = dateText(firstValidUntil, wording);
  return digest(data, wording, {
    subject: [`${count} 台强检器具即将到期`, `${counted(count, 'instrument')} due soon`],
    text: [
      `贵单位有 ${count} 台强检器具即将到期，最早的有效期至 ${first}。请在到期前约检，无需重新备案。`,
      `${counted(count, 'instrument')} of yours will soon be due, the first on ${first}. Please book by then; no new filing is needed.`,
    ],
    action: ['去约检', 'Book'],
  });
}

export type OverdueDigest = Digest;

export function overdueDigest({ count, ...data }: OverdueDigest, wording: Wording): MessageContent {
  return digest(data, wording, {
    subject: [`${count} 台强检器具已超期`, `${counted(count, 'instrument')} overdue`],
    text: [
      `贵单位有 ${count} 台强检器具超过有效期，超期器具不得使用。请重新备案后约检。`,
      `${counted(count, 'instrument')} of yours passed the end of validity and must not be used. Please file again and book.`,
    ],
    action: ['去处理', 'View'],
  });
}

export interface WindowLapsingDigest extends Digest {
  /** The last day of the window that closes first, `YYYY-MM-DD`. */
  firstLastDay: string;
}

export function windowLapsingDigest(
  { count, firstLastDay, ...data }: WindowLapsingDigest,
  wording: Wording,
): MessageContent {
  const last = dateText(firstLastDay, wording);
  return digest(data, wording, {
    subject: [
      `${count} 台器具的预约期限即将结束`,
      `The booking window of ${counted(count, 'instrument')} is about to end`,
    ],
    text: [
      `贵单位有 ${count} 台已备案器具尚未约检，预约期限最早于 ${last}结束。逾期需重新提交备案申请。`,
      `${counted(count, 'filed instrument')} of yours not yet booked: the first window ends on ${last}. After that they must be filed again.`,
    ],
    action: ['去约检', 'Book'],
  });
}

type Both = [zh: string, en: string];

function digest(
  { enterpriseName, url }: Omit<Digest, 'count'>,
  wording: Wording,
  { subject, text, action }: { subject: Both; text: Both; action: Both },
): MessageContent {
  return buildContent({
    subject: inLanguage(wording, ...subject),
    paragraphs: [
      inLanguage(wording, `${enterpriseName}：`, `${enterpriseName},`),
      inLanguage(wording, ...text),
    ],
    action: { label: inLanguage(wording, ...action), url },
    closing: closingOf(wording),
  });
}

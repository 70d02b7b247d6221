import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, counted, dateText, inLanguage, slotText, type HalfDay, type Wording } from './wording.js';

/** What time or the other side does to a booking: closed days, expired holds, missed days (domain.md §6 and §9). */
interface Appointment {
  appointmentNumber: string;
  institutionName: string;
  url: string;
}

export interface AppointmentReoffered extends Appointment {
  date: string;
  halfDay: HalfDay;
  answerBy: string;
  reason: string;
}

export function appointmentReoffered(data: AppointmentReoffered, wording: Wording): MessageContent {
  const { appointmentNumber, institutionName, reason, url } = data;
  const slot = slotText(data.date, data.halfDay, wording);
  const by = dateText(data.answerBy, wording);
  return buildContent({
    subject: inLanguage(
      wording,
      `约检 ${appointmentNumber} 的时段已关闭，请确认新的时段`,
      `The half-day of appointment ${appointmentNumber} was closed: another one is offered`,
    ),
    paragraphs: inLanguage(
      wording,
      [
        `${institutionName}关闭了约检 ${appointmentNumber} 所约的时段（原因：${reason}），已为贵单位保留 ${slot}。`,
        `请最迟于 ${by} 同意，或不同意并另选时段；逾期未答复的，保留的名额自动释放。`,
      ],
      [
        `${institutionName} closed the half-day of appointment ${appointmentNumber} (${reason}); ${slot} is kept for you.`,
        `Please accept it by ${by}, or decline it and choose another one. After that day the places are released.`,
      ],
    ),
    action: { label: inLanguage(wording, '去确认', 'Answer'), url },
    closing: closingOf(wording),
  });
}

export function appointmentExpired(data: Appointment, wording: Wording): MessageContent {
  const { appointmentNumber, institutionName, url } = data;
  return buildContent({
    subject: inLanguage(
      wording,
      `约检 ${appointmentNumber} 占号超时，已释放`,
      `Appointment ${appointmentNumber} was not confirmed in time`,
    ),
    paragraphs: inLanguage(
      wording,
      [
        `约检 ${appointmentNumber}（${institutionName}）未在期限内确认，占用的名额已释放。器具现在可以直接重新约检，可约期限见约检页面。`,
      ],
      [
        `Appointment ${appointmentNumber} with ${institutionName} was not confirmed in time and its places were released. The instruments can be booked again now; the page says until when.`,
      ],
    ),
    action: { label: inLanguage(wording, '重新约检', 'Book again'), url },
    closing: closingOf(wording),
  });
}

export interface AppointmentMissed extends Appointment {
  date: string;
  halfDay: HalfDay;
}

export function appointmentMissed(data: AppointmentMissed, wording: Wording): MessageContent {
  const { appointmentNumber, institutionName, url } = data;
  const slot = slotText(data.date, data.halfDay, wording);
  return buildContent({
    subject: inLanguage(
      wording,
      `约检 ${appointmentNumber} 逾期未到`,
      `Nobody came for appointment ${appointmentNumber}`,
    ),
    paragraphs: inLanguage(
      wording,
      [
        `约检 ${appointmentNumber} 约定于 ${slot}，${institutionName}未接收到器具，约检已结束。`,
        '器具仍在预约期限内的，可直接重新约检；预约期限已过的，请重新备案。',
      ],
      [
        `Appointment ${appointmentNumber} was for ${slot}; ${institutionName} received no instrument and the appointment is closed.`,
        'Instruments whose booking window is still open can be booked again; the others are to be filed again.',
      ],
    ),
    action: { label: inLanguage(wording, '查看约检', 'View'), url },
    closing: closingOf(wording),
  });
}

export interface BookingTomorrow {
  enterpriseName: string;
  /** Appointments, and the instruments in them. */
  count: number;
  instruments: number;
  date: string;
  url: string;
}

export function bookingTomorrow(data: BookingTomorrow, wording: Wording): MessageContent {
  const { enterpriseName, count, instruments, url } = data;
  const day = dateText(data.date, wording);
  return buildContent({
    subject: inLanguage(
      wording,
      `明天（${day}）有 ${count} 个约检`,
      `${counted(count, 'appointment')} on ${day}`,
    ),
    paragraphs: inLanguage(
      wording,
      [
        `${enterpriseName}：`,
        `贵单位明天（${day}）有 ${count} 个约检，共 ${instruments} 台。送检的，请打印预约单（一式两份）连同器具一并带来；现场检定的，请安排人员配合。`,
      ],
      [
        `${enterpriseName},`,
        `${counted(count, 'appointment')} with ${counted(instruments, 'instrument')} on ${day}. Bring the printed form (two copies), or have somebody receive the verifier.`,
      ],
    ),
    action: { label: inLanguage(wording, '查看约检', 'View'), url },
    closing: closingOf(wording),
  });
}

export interface HoldsExpiring {
  /** Who has to act: the institution confirms, the enterprise answers a proposal. */
  side: 'ENTERPRISE' | 'INSTITUTION';
  count: number;
  lastDay: string;
  url: string;
}

export function holdsExpiring(data: HoldsExpiring, wording: Wording): MessageContent {
  const { side, count, url } = data;
  const day = dateText(data.lastDay, wording);
  const isEnterprise = side === 'ENTERPRISE';
  const zh = isEnterprise ? '个改期建议等待贵单位答复' : '个约检等待确认';
  const en = isEnterprise ? 'proposal of another time waits' : 'booking waits';
  return buildContent({
    subject: inLanguage(
      wording,
      `${count} ${zh}，占号即将到期`,
      `Places are about to be released: ${count} to answer`,
    ),
    paragraphs: inLanguage(
      wording,
      [`有 ${count} ${zh}，占用的名额保留到 ${day}，逾期自动释放。`],
      [`${count} × ${en} for an answer. The places are held until ${day} and then released.`],
    ),
    action: { label: inLanguage(wording, '去处理', 'Deal with it'), url },
    closing: closingOf(wording),
  });
}

export interface CaseNudged {
  caseNumber: string;
  fromEnterprise: string;
  kind: 'FILING' | 'APPOINTMENT';
  /** The how-manieth time. */
  times: number;
  url: string;
}

export function caseNudged(data: CaseNudged, wording: Wording): MessageContent {
  const { caseNumber, fromEnterprise, kind, times, url } = data;
  const zh = kind === 'FILING' ? '备案' : '约检';
  const en = kind === 'FILING' ? 'filing' : 'booking';
  return buildContent({
    subject: inLanguage(wording, `催办：${zh} ${caseNumber}`, `Reminder: ${en} ${caseNumber}`),
    paragraphs: inLanguage(
      wording,
      [`${fromEnterprise}催办${zh} ${caseNumber}（第 ${times} 次催办），请尽快办理。`],
      [`${fromEnterprise} asks for ${en} ${caseNumber} to be dealt with (reminder ${times}).`],
    ),
    action: { label: inLanguage(wording, '去办理', 'Deal with it'), url },
    closing: closingOf(wording),
  });
}

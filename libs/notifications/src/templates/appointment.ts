import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, counted, inLanguage, slotText, type HalfDay, type Wording } from './wording.js';

interface Appointment {
  appointmentNumber: string;
  institutionName: string;
  url: string;
}

interface Slotted extends Appointment {
  /** `YYYY-MM-DD` */
  date: string;
  halfDay: HalfDay;
}

export interface AppointmentConfirmed extends Slotted {
  mode: 'BRING_IN' | 'ON_SITE';
  instruments: number;
}

export function appointmentConfirmed(data: AppointmentConfirmed, wording: Wording): MessageContent {
  const { appointmentNumber, institutionName, instruments } = data;
  const slot = slotText(data.date, data.halfDay, wording);
  const zh = {
    BRING_IN: `请打印预约单（一式两份），于 ${slot}连同 ${instruments} 台器具送至业务大厅。`,
    ON_SITE: `检定员将于 ${slot}携带预约单到现场检定 ${instruments} 台器具，请做好准备。`,
  };
  const en = {
    BRING_IN: `Please print the appointment form (two copies) and bring it with ${counted(instruments, 'instrument')} on ${slot}.`,
    ON_SITE: `The verifier comes on ${slot} with the appointment form to verify ${counted(instruments, 'instrument')}.`,
  };
  return buildContent({
    subject: inLanguage(
      wording,
      `约检 ${appointmentNumber} 已确认`,
      `Appointment ${appointmentNumber} is confirmed`,
    ),
    paragraphs: inLanguage(
      wording,
      [`${institutionName}已确认约检 ${appointmentNumber}。`, zh[data.mode]],
      [`${institutionName} has confirmed appointment ${appointmentNumber}.`, en[data.mode]],
    ),
    action: { label: inLanguage(wording, '查看预约单', 'Appointment form'), url: data.url },
    closing: closingOf(wording),
  });
}

export interface AppointmentReturned extends Appointment {
  reason: string;
}

export function appointmentReturned(data: AppointmentReturned, wording: Wording): MessageContent {
  const { appointmentNumber, institutionName, reason, url } = data;
  return buildContent({
    subject: inLanguage(
      wording,
      `约检 ${appointmentNumber} 已退回`,
      `Appointment ${appointmentNumber} was returned`,
    ),
    paragraphs: inLanguage(
      wording,
      [`${institutionName}退回了约检 ${appointmentNumber}，原因如下。器具仍可在预约期限内重新约检。`],
      [
        `${institutionName} has returned appointment ${appointmentNumber} for this reason. The instruments can be booked again within their window.`,
      ],
    ),
    items: [reason],
    action: { label: inLanguage(wording, '重新约检', 'Book again'), url },
    closing: closingOf(wording),
  });
}

export interface RescheduleProposed extends Slotted {
  reason?: string;
}

export function rescheduleProposed(data: RescheduleProposed, wording: Wording): MessageContent {
  const { appointmentNumber, institutionName, reason, url } = data;
  const slot = slotText(data.date, data.halfDay, wording);
  return buildContent({
    subject: inLanguage(
      wording,
      `约检 ${appointmentNumber} 建议改期，请确认`,
      `Another time is proposed for appointment ${appointmentNumber}`,
    ),
    paragraphs: inLanguage(
      wording,
      [`${institutionName}建议将约检 ${appointmentNumber} 改到 ${slot}，请接受或拒绝。`],
      [`${institutionName} proposes ${slot} for appointment ${appointmentNumber}. Please accept or decline.`],
    ),
    items: reason ? [reason] : [],
    action: { label: inLanguage(wording, '去确认', 'Answer'), url },
    closing: closingOf(wording),
  });
}

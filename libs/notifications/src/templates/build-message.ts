import { contactCode, recoveryCode } from './account.js';
import { accountChanged, accountLocked, newDevice } from './account-security.js';
import { invitation } from './invitation.js';
import { appointmentConfirmed, appointmentReturned, rescheduleProposed } from './appointment.js';
import {
  appointmentExpired,
  appointmentMissed,
  appointmentReoffered,
  bookingTomorrow,
  caseNudged,
  holdsExpiring,
} from './booking.js';
import { certificateEnded, itemUnable } from './ending.js';
import { filingDecided } from './filing.js';
import type { MessageContent } from './message-content.js';
import {
  contactReplaced,
  draftExpiring,
  profileChangeApproved,
  profileChangeRejected,
  profileChangeReturned,
  profileChangeSubmitted,
} from './profile-change.js';
import { registrationApproved, registrationRejected, registrationReturned } from './registration.js';
import { dueSoonDigest, overdueDigest, windowLapsingDigest } from './reminder.js';
import { tasksAssigned, tasksDue } from './task.js';
import {
  certificatesIssued,
  itemAdded,
  itemsHandedBack,
  itemsReceived,
  itemsReceivedUndone,
  walkInOpened,
} from './verification.js';
import type { Wording } from './wording.js';

/** Every message that the platform sends, by the name it is stored under. */
export const MESSAGE_TEMPLATES = {
  'account.recovery-code': recoveryCode,
  'account.contact-code': contactCode,
  'account.locked': accountLocked,
  'account.new-device': newDevice,
  'account.changed': accountChanged,
  'account.invitation': invitation,
  'registration.returned': registrationReturned,
  'registration.approved': registrationApproved,
  'registration.rejected': registrationRejected,
  'registration.draft-expiring': draftExpiring,
  'profile-change.submitted': profileChangeSubmitted,
  'profile-change.returned': profileChangeReturned,
  'profile-change.approved': profileChangeApproved,
  'profile-change.rejected': profileChangeRejected,
  'profile-change.contact-replaced': contactReplaced,
  'filing.decided': filingDecided,
  'appointment.confirmed': appointmentConfirmed,
  'appointment.returned': appointmentReturned,
  'appointment.reschedule-proposed': rescheduleProposed,
  'appointment.reoffered': appointmentReoffered,
  'appointment.expired': appointmentExpired,
  'appointment.no-show': appointmentMissed,
  'case.nudged': caseNudged,
  'items.received': itemsReceived,
  'items.received-undone': itemsReceivedUndone,
  'items.handed-back': itemsHandedBack,
  'items.unable': itemUnable,
  'walk-in.opened': walkInOpened,
  'appointment.item-added': itemAdded,
  'certificates.issued': certificatesIssued,
  'certificate.ended': certificateEnded,
  'reminder.due-soon': dueSoonDigest,
  'reminder.overdue': overdueDigest,
  'reminder.window-lapsing': windowLapsingDigest,
  'reminder.booking-tomorrow': bookingTomorrow,
  'reminder.holds-expiring': holdsExpiring,
  'reminder.tasks-due': tasksDue,
  'tasks.assigned': tasksAssigned,
} as const;

export type MessageName = keyof typeof MESSAGE_TEMPLATES;

/** What somebody must hear of at once, wherever they read: who gets in has changed (domain.md §2), or may have. */
const URGENT: readonly MessageName[] = [
  'account.locked',
  'account.new-device',
  'account.changed',
  'profile-change.contact-replaced',
];
export const isUrgent = (name: MessageName): boolean => URGENT.includes(name);

/** What a message is filled with; stored as it is, so a message can be shown in either language later. */
export type MessageData<N extends MessageName> = Parameters<(typeof MESSAGE_TEMPLATES)[N]>[0];

/** A message with what it was made from, for providers that send approved templates only. */
export interface BuiltMessage extends MessageContent {
  template: MessageName;
  values: Readonly<Record<string, unknown>>;
  url: string;
}

export function buildMessage<N extends MessageName>(
  name: N,
  data: MessageData<N>,
  wording: Wording,
): BuiltMessage {
  const build = MESSAGE_TEMPLATES[name] as (data: MessageData<N>, wording: Wording) => MessageContent;
  return { ...build(data, wording), template: name, values: { ...data }, url: data.url };
}

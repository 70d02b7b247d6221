import {
  appointmentItemWorkflow,
  appointmentWorkflow,
  DEFAULT_SETTINGS,
  statuses,
  taskWorkflow,
  VERIFICATION_MODES,
  type AppointmentItemStatus,
  type AppointmentStatus,
  type HalfDay,
  type TaskStatus,
  type VerificationMode,
} from '@quanheng/domain';
import {
  Bool,
  Choice,
  DateField,
  Id,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Text,
} from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';
import { HandBackDto } from './hand-back.dto.js';

const MODES = VERIFICATION_MODES.map((mode) => mode.word);
export const OUTCOMES = ['RECEIVED', 'MISSING', 'REFUSED'] as const;
export type Outcome = (typeof OUTCOMES)[number];
const WARNINGS = ['receipt.not-confirmed', 'receipt.other-day'] as const;
export type ReceiptWarning = (typeof WARNINGS)[number];
const MAX = DEFAULT_SETTINGS.maxItemsPerAppointment;

export class LookupQuery {
  @Text({
    max: 300,
    description:
      'What was scanned or typed: the number or QR text of an appointment form, a label, a serial number',
  })
  code: string;
}

export class ExpectedQuery {
  @DateField({ optional: true, description: 'Business date; today when left out' }) on?: string;
}

/** An appointment as the counter needs it. */
export class ArrivalDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000, description: 'For If-Match of the receipt' }) version: number;
  @Text({ max: 40, example: 'A20261123-00042-9' }) caseNumber: string;
  @Choice(statuses(appointmentWorkflow), { name: 'AppointmentStatus' }) status: AppointmentStatus;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @Text({ max: 200 }) enterpriseName: string;
  @DateField() date: string;
  @Choice(['AM', 'PM'], { name: 'HalfDay' }) halfDay: HalfDay;
  @Text({ max: 100 }) departmentName: string;
  @Text({ max: 100, nullable: true }) siteName: string | null;
  @Text({ max: 300, nullable: true, description: 'ON_SITE: where the verifier goes' }) address: string | null;
  @Text({ max: 100 }) contactPerson: string;
  @Text({ max: 50 }) contactPhone: string;
  @Text({ max: 500, nullable: true }) remark: string | null;
  @Id({ nullable: true, description: 'ON_SITE: who goes there' }) verifierId: string | null;
  @Text({ max: 100, nullable: true }) verifierName: string | null;
  @Integer({ min: 1, max: MAX }) itemCount: number;
  @Integer({ min: 0, max: MAX, description: 'Items that have not been decided yet' }) expectedCount: number;
  @Integer({ min: 0, max: MAX, description: 'Version of the appointment form in force' }) formVersion: number;
}

export class ArrivalListDto {
  @DateField({ description: 'The day asked for; today where none was' }) on: string;
  @ListOf(() => ArrivalDto) items: ArrivalDto[];
}

export class ArrivalItemDto {
  @Id() id: string;
  @Id() instrumentId: string;
  @Choice(statuses(appointmentItemWorkflow), { name: 'AppointmentItemStatus' }) status: AppointmentItemStatus;
  @Text({ max: 1000, nullable: true }) reason: string | null;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 100, min: 0 }) ownNumber: string;
  @Text({ max: 100 }) accuracyClass: string;
  @Text({ max: 20 }) categoryCode: string;
  @Text({ max: 40, nullable: true, description: 'On its label, once received' }) taskNumber: string | null;
}

export class LookupDto {
  @Nested(() => ArrivalDto) appointment: ArrivalDto;
  @ListOf(() => ArrivalItemDto) items: ArrivalItemDto[];
  @Choice(WARNINGS, { nullable: true, description: 'Why receiving would be refused or needs a confirmation' })
  warning: ReceiptWarning | null;
  @Integer({
    min: 1,
    max: MAX,
    nullable: true,
    description: 'Version of the scanned form, where it was replaced by a later one',
  })
  replacedForm: number | null;
  @Id({ nullable: true, description: 'The item whose label or serial number was scanned' })
  focusItemId: string | null;
}

export class ReceivedItemDto {
  @Id() appointmentItemId: string;
  @Choice(OUTCOMES, { name: 'ReceivingOutcome' }) outcome: Outcome;
  @Text({ max: 500, optional: true, description: 'Required for MISSING and REFUSED' }) reason?: string;
  @Text({ max: 200, optional: true, example: '电源适配器' }) accessories?: string;
  @Text({ max: 200, optional: true, example: '外观完好' }) appearance?: string;
  @Text({ max: 500, optional: true }) note?: string;
}

export class CreateReceiptDto {
  @Id() appointmentId: string;
  @ListOf(() => ReceivedItemDto, { max: MAX }) items: ReceivedItemDto[];
  @Text({ max: 100, optional: true, description: 'Who handed the instruments in' }) deliveredBy?: string;
  @Text({ max: 500, optional: true }) remark?: string;
  @Bool({ optional: true, description: 'Yes, on another day than the booked one' })
  otherDayConfirmed?: boolean;
}

export class ReceiptQuery extends PageQuery {
  @Text({ max: 100, optional: true, description: 'Receiving or appointment number, name of the enterprise' })
  q?: string;
  @Id({ optional: true }) appointmentId?: string;
  @Bool({ optional: true, description: 'Only those of which something waits to be fetched' })
  returnable?: boolean;
}

export class ReceiptRowDto {
  @Id() id: string;
  @Text({ max: 40, example: 'R20261123-00007-P' }) caseNumber: string;
  @Id() appointmentId: string;
  @Text({ max: 40 }) appointmentNumber: string;
  @Text({ max: 200 }) enterpriseName: string;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @InstantField() receivedAt: Date;
  @Text({ max: 100 }) receivedByName: string;
  @DateField() dueOn: string;
  @Integer({ min: 0, max: MAX }) received: number;
  @Integer({ min: 0, max: MAX }) missing: number;
  @Integer({ min: 0, max: MAX }) refused: number;
  @Integer({ min: 0, max: MAX, description: 'Items that wait to be fetched' }) returnable: number;
  @Integer({ min: 0, max: MAX, description: 'Items that went back to the client' }) handedBack: number;
  @InstantField({ nullable: true, description: 'Taken back: as though it had not been' })
  undoneAt: Date | null;
}

export class ReceiptPageDto {
  @ListOf(() => ReceiptRowDto) items: ReceiptRowDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class ReceiptItemDto {
  @Id() id: string;
  @Choice(statuses(appointmentItemWorkflow), { name: 'AppointmentItemStatus' }) status: AppointmentItemStatus;
  @Text({ max: 1000, nullable: true }) reason: string | null;
  @Text({ max: 200, nullable: true }) accessories: string | null;
  @Text({ max: 200, nullable: true }) appearance: string | null;
  @Text({ max: 500, nullable: true }) note: string | null;
  @Bool({ description: 'It waits to be fetched' }) returnable: boolean;
  @Id({ nullable: true, description: 'With what it went back' }) handBackId: string | null;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Id({ nullable: true }) taskId: string | null;
  @Text({ max: 40, nullable: true }) taskNumber: string | null;
  @Choice(statuses(taskWorkflow), { name: 'TaskStatus', nullable: true }) taskStatus: TaskStatus | null;
}

export class ReceiptDto extends ReceiptRowDto {
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Choice(statuses(appointmentWorkflow), { name: 'AppointmentStatus' }) appointmentStatus: AppointmentStatus;
  @Text({ max: 100, nullable: true }) deliveredBy: string | null;
  @Text({ max: 500, nullable: true }) remark: string | null;
  @Bool({ description: 'Whether slip and labels can be printed yet' }) filesReady: boolean;
  @InstantField({ description: 'Until when it can be taken back' }) undoableUntil: Date;
  @Text({ max: 100, nullable: true }) undoneByName: string | null;
  @Text({ max: 10, nullable: true, description: 'For the client only: who names it may fetch' })
  pickupCode: string | null;
  @Bool({ description: 'Whether the code still counts; else it takes a signature' }) codeAccepted: boolean;
  @ListOf(() => ReceiptItemDto) items: ReceiptItemDto[];
  @ListOf(() => HandBackDto) handBacks: HandBackDto[];
}

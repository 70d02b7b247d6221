import {
  appointmentItemWorkflow,
  appointmentWorkflow,
  DEFAULT_SETTINGS,
  HALF_DAYS,
  statuses,
  VERIFICATION_MODES,
  type AppointmentItemStatus,
  type AppointmentStatus,
  type HalfDay,
  type VerificationMode,
} from '@quanheng/domain';
import {
  Bool,
  Choice,
  DateField,
  FreeObject,
  Id,
  Ids,
  InstantField,
  Integer,
  ListOf,
  Pattern,
  PHONE,
  Text,
} from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

export const MODES = VERIFICATION_MODES.map((mode) => mode.word);
const STATUSES = statuses(appointmentWorkflow);
const SIDES = ['ENTERPRISE', 'INSTITUTION'] as const;
export type Side = (typeof SIDES)[number];
const MAX_COUNT = 10_000_000;

export class AppointmentQuery extends PageQuery {
  @Choice(STATUSES, { optional: true, name: 'AppointmentStatus' }) status?: AppointmentStatus;
  @Choice(MODES, { optional: true, name: 'VerificationMode' }) mode?: VerificationMode;
  @DateField({ optional: true, description: 'Booked for this day or later' }) from?: string;
  @DateField({ optional: true, description: 'Booked for this day or earlier' }) to?: string;
  @Id({ optional: true }) departmentId?: string;
  @Text({ max: 100, optional: true, description: 'Part of the case number or the enterprise’s name' })
  q?: string;
  @Choice(['newest', 'oldest', 'date'], { optional: true, description: 'Default newest' })
  sort?: 'newest' | 'oldest' | 'date';
}

export class AppointmentDto {
  @Id() id: string;
  @Integer({ min: 1, max: MAX_COUNT }) version: number;
  @Text({ max: 30, example: 'A20261123-00042-9' }) caseNumber: string;
  @Choice(STATUSES, { name: 'AppointmentStatus' }) status: AppointmentStatus;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Integer({ min: 1, max: MAX_COUNT }) itemCount: number;
  @Id() enterpriseId: string;
  @Text({ max: 200 }) enterpriseName: string;
  @Id() institutionId: string;
  @Text({ max: 200 }) institutionName: string;
  @Text({ max: 50 }) institutionPhone: string;
  @Id() departmentId: string;
  @Text({ max: 100 }) departmentName: string;
  @Text({ max: 50 }) departmentPhone: string;
  @Id({ nullable: true }) siteId: string | null;
  @Text({ max: 100, nullable: true }) siteName: string | null;
  @Text({ max: 300, nullable: true }) siteAddress: string | null;
  @Text({ max: 50, nullable: true }) sitePhone: string | null;
  @Text({ max: 300, nullable: true, description: 'Where the verifier goes; ON_SITE only' })
  address: string | null;
  @Text({ max: 100 }) contactPerson: string;
  @Text({ max: 50, description: 'Masked for the institution' }) contactPhone: string;
  @Text({ max: 500, nullable: true }) remark: string | null;
  @Id({ nullable: true }) verifierId: string | null;
  @Text({ max: 100, nullable: true }) verifierName: string | null;
  @DateField({ nullable: true }) proposedDate: string | null;
  @Choice(HALF_DAYS, { nullable: true, name: 'HalfDay' }) proposedHalfDay: HalfDay | null;
  @Choice(SIDES, { nullable: true, description: 'The other side answers' }) proposedBy: Side | null;
  @DateField({ description: 'Last day on which a booking not confirmed yet holds its places' })
  heldUntil: string;
  @Text({ max: 500, nullable: true }) reason: string | null;
  @Text({ max: 500, nullable: true }) overbookReason: string | null;
  @Text({ max: 100 }) createdByName: string;
  @InstantField() createdAt: Date;
  @InstantField({ nullable: true }) confirmedAt: Date | null;
  @Bool({ description: 'The appointment form can be printed' }) formReady: boolean;
  @Text({ max: 6, nullable: true, description: 'Where most of its instruments stand' }) regionCode:
    string | null;
  @DateField({ nullable: true, description: 'When the enterprise last nudged' }) nudgedOn: string | null;
  @Integer({ min: 0, max: MAX_COUNT }) nudges: number;
  @Integer({ min: 0, max: MAX_COUNT, description: 'How often the form in force was handed out' })
  formPrints: number;
  @Integer({
    min: 0,
    max: MAX_COUNT,
    description: 'Of the form in force: one with another version was replaced',
  })
  formVersion: number;
  @Text({
    max: 100,
    nullable: true,
    description: 'Who deals with it now, where that is no longer who booked',
  })
  handlerName: string | null;
}

export class AppointmentPageDto {
  @ListOf(() => AppointmentDto) items: AppointmentDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class AppointmentCountsDto {
  @FreeObject({ description: 'Appointments by status' })
  counts: Partial<Record<AppointmentStatus, number>>;
}

export class AppointmentItemQuery extends PageQuery {}

export class AppointmentItemDto {
  @Id() id: string;
  @Integer({ min: 1, max: MAX_COUNT, description: 'Place in the appointment, from 1' }) number: number;
  @Id() instrumentId: string;
  @Choice(statuses(appointmentItemWorkflow), { name: 'AppointmentItemStatus' }) status: AppointmentItemStatus;
  @Bool({ description: 'Still holds its instrument' }) open: boolean;
  @Text({ max: 500, nullable: true }) reason: string | null;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 100, min: 0 }) ownNumber: string;
  @Text({ max: 100 }) accuracyClass: string;
  @Text({ max: 200, nullable: true }) location: string | null;
  @Text({ max: 20 }) categoryCode: string;
  @DateField({ nullable: true }) validUntil: string | null;
}

export class AppointmentItemPageDto {
  @ListOf(() => AppointmentItemDto) items: AppointmentItemDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class AppointmentBody {
  @Id() institutionId: string;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Id({ optional: true, description: 'Where the instruments are brought; BRING_IN' }) siteId?: string;
  @Text({ max: 300, optional: true, description: 'Where the verifier comes; ON_SITE' }) address?: string;
  @Text({ max: 100 }) contactPerson: string;
  @Pattern(PHONE, { max: 50 }) contactPhone: string;
  @Text({ max: 500, optional: true, description: 'Entrance, safety, what else the verifier should know' })
  remark?: string;
  @Ids({ max: DEFAULT_SETTINGS.maxItemsPerAppointment }) instrumentIds: string[];
}

export class ConfirmBody {
  @Id({ optional: true, description: 'Moves it to another department' }) departmentId?: string;
  @Id({ optional: true, description: 'Who goes; required for ON_SITE' }) verifierId?: string;
  @Text({ max: 500, optional: true, description: 'Allows more than the capacity, and why' })
  overbookReason?: string;
}

export class ProposeBody extends ConfirmBody {
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Text({ max: 500, optional: true }) reason?: string;
}

export class RescheduleBody {
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Text({ max: 500, optional: true }) reason?: string;
  @Text({ max: 500, optional: true, description: 'Of a scheduler: allows more than the capacity, and why' })
  overbookReason?: string;
}

/** The contact's number in full. */
export class ContactDto {
  @Text({ max: 50 }) contactPhone: string;
}

export class ReasonBody {
  @Text({ max: 500 }) reason: string;
}

export class OptionalReasonBody {
  @Text({ max: 500, optional: true }) reason?: string;
}

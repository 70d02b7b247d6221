import {
  CLOSED_REASONS,
  DEFAULT_SETTINGS,
  HALF_DAYS,
  type ClosedReason,
  type HalfDay,
  type VerificationMode,
} from '@quanheng/domain';
import { ServiceSiteDto } from '../institution/institution.dto.js';
import { Bool, Choice, DateField, Id, Ids, Integer, ListOf, Nested, Text } from '../platform/fields.js';
import { MODES } from './appointment.dto.js';

const MAX_COUNT = 1_000_000;
const MAX_PREVIEW = DEFAULT_SETTINGS.maxItemsPerFiling;

export class SlotQuery {
  @Id() institutionId: string;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @Id({ optional: true, description: 'The department; or the kinds that lead to it' }) departmentId?: string;
  @Text({ max: 500, optional: true, description: 'Category codes, separated by commas' })
  categoryCodes?: string;
  @DateField({ optional: true, description: 'Default today' }) from?: string;
  @Integer({ min: 1, max: 62, optional: true, description: 'Default 28' }) days?: number;
}

export class SlotDto {
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Integer({ min: 0, max: MAX_COUNT }) capacity: number;
  @Integer({ min: 0, max: MAX_COUNT }) remaining: number;
  @Bool({ description: 'Can be booked, as far as the day goes' }) open: boolean;
  @Choice(CLOSED_REASONS, { nullable: true }) closedReason: ClosedReason | null;
  @Text({ max: 200, nullable: true, description: 'Name of the holiday, or why the institution closed it' })
  closedName: string | null;
}

export class SlotListDto {
  @DateField({ description: 'The business date under which this was answered' }) today: string;
  @Id() departmentId: string;
  @Text({ max: 100 }) departmentName: string;
  @ListOf(() => SlotDto) items: SlotDto[];
}

export class AppointmentPreviewBody {
  @Ids({ max: MAX_PREVIEW, optional: true }) instrumentIds?: string[];
  @Bool({ optional: true, description: 'Instead: everything that can be booked today' }) due?: boolean;
}

export class BookableInstrumentDto {
  @Id() id: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 200, nullable: true }) location: string | null;
  @DateField({ nullable: true, description: 'Last day of its booking window; null: no end (after a FAIL)' })
  until: string | null;
  @DateField({ nullable: true }) validUntil: string | null;
}

export class BlockedBookingDto {
  @Id() instrumentId: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 100, example: 'appointment.window-not-open' }) code: string;
  @Text({ max: 500 }) detail: string;
  @DateField({ nullable: true, description: 'First day of its next window' }) opensOn: string | null;
  @DateField({ nullable: true, description: 'Last day on which its filing could be used' })
  lapsedOn: string | null;
}

export class ProposedSlotDto {
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Integer({ min: 0, max: MAX_COUNT }) remaining: number;
}

export class PlannedPartDto {
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Ids({ max: DEFAULT_SETTINGS.maxItemsPerAppointment }) instrumentIds: string[];
}

export class BookingGroupDto {
  @Id() institutionId: string;
  @Text({ max: 200 }) institutionName: string;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @Id() departmentId: string;
  @Text({ max: 100 }) departmentName: string;
  @Text({ max: 50 }) departmentPhone: string;
  @ListOf(() => BookableInstrumentDto, { max: MAX_PREVIEW }) instruments: BookableInstrumentDto[];
  @ListOf(() => ProposedSlotDto, { description: 'The earliest half-days that hold all of them' })
  proposals: ProposedSlotDto[];
  @ListOf(() => PlannedPartDto, {
    description: 'The appointments to make: one, or several where no half-day holds all',
  })
  parts: PlannedPartDto[];
  @ListOf(() => ServiceSiteDto) sites: ServiceSiteDto[];
}

export class BookingContactDto {
  @Text({ max: 100 }) contactPerson: string;
  @Text({ max: 50 }) contactPhone: string;
  @Text({ max: 300, nullable: true }) address: string | null;
  @Text({ max: 500, nullable: true }) remark: string | null;
}

export class AppointmentPreviewDto {
  @DateField({ description: 'The business date under which this was answered' }) today: string;
  @Integer({ min: 0, max: MAX_COUNT }) bookable: number;
  @ListOf(() => BookingGroupDto) groups: BookingGroupDto[];
  @Integer({ min: 0, max: MAX_COUNT }) blockedCount: number;
  @ListOf(() => BlockedBookingDto, { max: 200, description: 'The first 200 that cannot be booked' })
  blocked: BlockedBookingDto[];
  @Nested(() => BookingContactDto, { description: 'As in the last booking, else of the enterprise' })
  contact: BookingContactDto;
}

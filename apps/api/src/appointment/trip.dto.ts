import {
  HALF_DAYS,
  CLOSED_REASONS,
  type ClosedReason,
  type HalfDay,
  type VerificationMode,
} from '@quanheng/domain';
import { Bool, Choice, DateField, Id, Ids, Integer, ListOf, Text } from '../platform/fields.js';
import { AppointmentDto, MODES } from './appointment.dto.js';

const MAX_COUNT = 10_000_000;
const MAX_BULK = 200;

export class PrintFormsBody {
  @Ids({ max: MAX_BULK, description: 'Appointments whose forms are printed in one file' })
  appointmentIds: string[];
  @Bool({
    optional: true,
    description: 'Mark each as a reprint, also if its original was only opened so far',
  })
  reprint?: boolean;
  @Bool({ optional: true, description: 'Put the list of the journey, in this order, before the forms' })
  travelList?: boolean;
}

export class TripQuery {
  @DateField({ optional: true, description: 'Default today' }) from?: string;
  @Integer({ min: 1, max: 31, optional: true, description: 'Default 7' }) days?: number;
  @Id({ optional: true }) departmentId?: string;
  @Id({ optional: true, description: 'Only trips of this verifier' }) verifierId?: string;
}

/** One day in one district: whoever goes there verifies all of it. */
export class TripDto {
  @DateField() date: string;
  @Text({ max: 6 }) regionCode: string;
  @Text({ max: 100 }) regionName: string;
  @Id() departmentId: string;
  @Text({ max: 100 }) departmentName: string;
  @Id({ nullable: true, description: 'Null as long as nobody, or not one alone, is named' }) verifierId:
    string | null;
  @Text({ max: 100, nullable: true }) verifierName: string | null;
  @Integer({ min: 0, max: MAX_COUNT }) instruments: number;
  @ListOf(() => AppointmentDto, { max: 500 }) appointments: AppointmentDto[];
}

export class TripListDto {
  @ListOf(() => TripDto) items: TripDto[];
  @Bool({ description: 'There were more than 500 appointments: choose fewer days' }) cut: boolean;
}

export class ConfirmedIdDto {
  @Id() id: string;
  @Integer({ min: 1, max: MAX_COUNT }) version: number;
}

export class ConfirmationsBody {
  @Id({ optional: true, description: 'Who goes to all of them, where they are on site' }) verifierId?: string;
  @ListOf(() => ConfirmedIdDto, { min: 1, max: MAX_BULK }) items: ConfirmedIdDto[];
}

export class ConfirmationDto {
  @Id() id: string;
  @Bool() ok: boolean;
  @Text({ max: 100, nullable: true, description: 'Why not' }) code: string | null;
  @Text({ max: 500, nullable: true }) detail: string | null;
}

export class ConfirmationsDto {
  @ListOf(() => ConfirmationDto) results: ConfirmationDto[];
}

export class BookingCalendarQuery {
  @DateField({ optional: true, description: 'Default today' }) from?: string;
  @Integer({ min: 1, max: 42, optional: true, description: 'Default 14' }) days?: number;
}

export class BookingCalendarItemDto {
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Id() departmentId: string;
  @Text({ max: 100 }) departmentName: string;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @Integer({ min: 0, max: MAX_COUNT, description: 'Instruments' }) capacity: number;
  @Integer({ min: 0, max: MAX_COUNT, description: 'Instruments that hold places, unconfirmed' }) held: number;
  @Integer({ min: 0, max: MAX_COUNT, description: 'Instruments of confirmed appointments' })
  confirmed: number;
  @Integer({ min: 0, max: MAX_COUNT }) appointments: number;
  @Choice(CLOSED_REASONS, { nullable: true }) closedReason: ClosedReason | null;
  @Text({ max: 200, nullable: true }) closedName: string | null;
}

export class BookingCalendarDto {
  @DateField() today: string;
  @ListOf(() => BookingCalendarItemDto) items: BookingCalendarItemDto[];
}

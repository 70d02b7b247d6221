import { HALF_DAYS, type HalfDay, type VerificationMode } from '@quanheng/domain';
import { Choice, DateField, Id, Integer, ListOf, Text } from '../platform/fields.js';
import { AppointmentDto, MODES } from './appointment.dto.js';

const MAX_COUNT = 10_000_000;

/** Which half-days: all departments, modes and half-days of the days unless said otherwise. */
export class ClosurePreviewBody {
  @DateField() from: string;
  @DateField() until: string;
  @Choice(HALF_DAYS, { optional: true, name: 'HalfDay' }) halfDay?: HalfDay;
  @Id({ optional: true }) departmentId?: string;
  @Choice(MODES, { optional: true, name: 'VerificationMode' }) mode?: VerificationMode;
}

export class ClosureBody extends ClosurePreviewBody {
  @Text({ max: 200, description: 'Shown to whoever books, and told to whoever is booked' }) reason: string;
}

export class ClosureDto {
  @Integer({ min: 0, max: MAX_COUNT, description: 'Appointments that will be offered another half-day' })
  appointments: number;
  @Integer({ min: 0, max: MAX_COUNT, description: 'Instruments in them' }) instruments: number;
  @ListOf(() => AppointmentDto, { max: 200, description: 'The first 200' }) affected: AppointmentDto[];
}

export class BookingRuleBody {
  @Integer({
    min: 1,
    max: 100_000,
    nullable: true,
    description: 'Instruments an enterprise and day; null: no limit',
  })
  maxPerEnterpriseDay: number | null;
  @Integer({ min: 0, max: 30, description: 'Working days between booking and the booked day' })
  minNoticeDays: number;
}

export class BookingRuleDto extends BookingRuleBody {
  @Integer({ min: 0, max: MAX_COUNT, description: '0 as long as nothing was set' }) version: number;
}

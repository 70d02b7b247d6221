import { HALF_DAYS, VERIFICATION_MODES, type HalfDay, type VerificationMode } from '@quanheng/domain';
import { Bool, Choice, DateField, Id, Integer, ListOf, Text } from '../platform/fields.js';
import { CalendarDayDto } from './institution.dto.js';

const MODES = VERIFICATION_MODES.map((mode) => mode.word);
const MAX_CAPACITY = 10_000;
const MAX = 1_000_000;

/** One half-day of the week. Make-up workdays go by Friday's, so weekends have none. */
export class WeekPlaceDto {
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @Integer({ min: 1, max: 5, description: '1 is Monday' }) weekday: number;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Integer({ min: 0, max: MAX_CAPACITY, description: 'Instruments' }) capacity: number;
}

export class SetWeekDto {
  @ListOf(() => WeekPlaceDto, { max: 20, description: 'The whole week; what is left out takes nothing' })
  items: WeekPlaceDto[];
}

/** A half-day that holds more than it is to take: what is booked stays booked. */
export class OverbookedDto {
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @Integer({ min: 0, max: MAX }) booked: number;
  @Integer({ min: 0, max: MAX }) capacity: number;
}

export class WeekDto {
  @Id() departmentId: string;
  @Integer({ min: 1, max: 1_000_000_000, description: 'Of the department' }) version: number;
  @ListOf(() => WeekPlaceDto, { max: 20 }) items: WeekPlaceDto[];
  @ListOf(() => OverbookedDto, { max: 200, description: 'The first 200' }) overbooked: OverbookedDto[];
}

export class SetHalfDayDto {
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @DateField() date: string;
  @Choice(HALF_DAYS, { name: 'HalfDay' }) halfDay: HalfDay;
  @Integer({ min: 0, max: MAX_CAPACITY, nullable: true, description: 'Null: by the weekly rule again' })
  capacity: number | null;
}

export class HalfDayDto extends OverbookedDto {
  @Id() departmentId: string;
  @Bool({ description: 'Set by hand for this half-day' }) adjusted: boolean;
}

export class SetCalendarDayDto {
  @Choice(['HOLIDAY', 'MAKEUP_WORKDAY']) kind: CalendarDayDto['kind'];
  @Text({ max: 50, example: '春节' }) name: string;
}

export class CalendarChangeDto extends CalendarDayDto {
  @Integer({ min: 0, max: MAX, description: 'Appointments that are offered another half-day' })
  reoffered: number;
}

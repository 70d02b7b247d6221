import {
  HALF_DAYS,
  INSTITUTION_ROLES,
  VERIFICATION_MODES,
  type HalfDay,
  type Role,
  type VerificationMode,
} from '@quanheng/domain';
import { Bool, Choice, DateField, Id, Integer, ListOf, Pattern, Text } from '../platform/fields.js';

const MODES = VERIFICATION_MODES.map((mode) => mode.word);
const MAX = 10_000_000;

export class ExpiryMonthDto {
  @Pattern(/^\d{4}-\d{2}$/, { max: 7, example: '2026-12' }) month: string;
  @Integer({ min: 0, max: MAX, description: 'Instruments to be brought in' }) bringIn: number;
  @Integer({ min: 0, max: MAX, description: 'Instruments verified on site' }) onSite: number;
}

/** The validity that ends in this month and the eleven after it. */
export class ExpiryDto {
  @ListOf(() => ExpiryMonthDto, { min: 12, max: 12 }) months: ExpiryMonthDto[];
}

export const QUEUE_NAMES = [
  'registrations',
  'filings',
  'appointments',
  'tasks',
  'toCheck',
  'certificates',
] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

export class QueueDto {
  @Choice(QUEUE_NAMES) name: QueueName;
  @Choice(INSTITUTION_ROLES, { description: 'Whose it is' }) role: Role;
  @Integer({ min: 0, max: MAX, description: 'Waiting for at most one working day' }) fresh: number;
  @Integer({ min: 0, max: MAX, description: 'For two or three' }) aging: number;
  @Integer({ min: 0, max: MAX, description: 'For longer' }) old: number;
}

/** What waits at the institution for the roles of the caller; an institution admin sees every queue. */
export class QueuesDto {
  @ListOf(() => QueueDto, { max: QUEUE_NAMES.length }) queues: QueueDto[];
  @Integer({ min: 0, max: MAX, description: 'Verifications past their due date' }) tasksOverdue: number;
  @Integer({ min: 0, max: MAX, description: 'Verifications due within three working days' })
  tasksDueSoon: number;
}

export class CapacityQuery {
  @Integer({ min: 1, max: 60, optional: true, description: 'Working days, today included; default 20' })
  days?: number;
}

export class CapacityItemDto {
  @DateField() date: string;
  @Choice(HALF_DAYS) halfDay: HalfDay;
  @Integer({ min: 0, max: MAX, description: 'Instruments; a closed half-day has none' }) capacity: number;
  @Integer({ min: 0, max: MAX, description: 'Held ones included' }) booked: number;
  @Integer({ min: 0, max: MAX, description: 'Of the booked ones those that still wait for an answer' })
  held: number;
  @Text({ max: 200, nullable: true }) closedReason: string | null;
  @Bool({ description: 'Set by hand for this half-day' }) adjusted: boolean;
}

/** A department's half-days in one mode. */
export class CapacityLineDto {
  @Id() departmentId: string;
  @Text({ max: 100 }) departmentName: string;
  @Choice(MODES) mode: VerificationMode;
  @ListOf(() => CapacityItemDto, { max: 120, description: 'Two a working day' }) items: CapacityItemDto[];
}

export class CapacityDto {
  @ListOf(() => CapacityLineDto, { max: 2000 }) lines: CapacityLineDto[];
}

export class WorkloadQuery {
  @Integer({ min: 7, max: 366, optional: true, description: 'Days back from today; default 90' })
  days?: number;
}

export class TurnaroundDto {
  @Id() departmentId: string;
  @Text({ max: 100 }) departmentName: string;
  @Integer({ min: 0, max: MAX, description: 'Instruments received in the period' }) received: number;
  @Integer({ min: 0, max: MAX, description: 'Of them verified' }) done: number;
  @Integer({ min: 0, max: MAX, description: 'Of them not yet ended and past their due date' })
  overdue: number;
  @Integer({ min: 0, max: MAX, description: 'Of the verified ones' }) passed: number;
  @Integer({
    min: 0,
    max: 10_000,
    nullable: true,
    description: 'Days from receipt until half of them were done',
  })
  p50Days: number | null;
  @Integer({ min: 0, max: 10_000, nullable: true, description: 'Days until nine in ten were done' })
  p90Days: number | null;
}

export class WeekFigureDto {
  @DateField({ description: 'Its Monday' }) weekOf: string;
  @Integer({ min: 0, max: MAX }) received: number;
  @Integer({ min: 0, max: MAX }) done: number;
  @Integer({ min: 0, max: 10_000, nullable: true, description: 'Of what was received in that week' })
  p50Days: number | null;
}

export class HourFigureDto {
  @Integer({ min: 0, max: 23, description: 'In Asia/Shanghai' }) hour: number;
  @Integer({ min: 0, max: MAX, description: 'Receipts at the counter' }) arrivals: number;
}

export class WorkloadDto {
  @DateField() from: string;
  @DateField() until: string;
  @ListOf(() => TurnaroundDto) departments: TurnaroundDto[];
  @ListOf(() => WeekFigureDto, { max: 60 }) weeks: WeekFigureDto[];
  @ListOf(() => HourFigureDto, { max: 24 }) hours: HourFigureDto[];
  @Integer({ min: 0, max: MAX, description: 'Confirmed appointments whose day was in the period' })
  appointments: number;
  @Integer({ min: 0, max: MAX, description: 'Of them nobody came to' }) noShows: number;
}

import { HALF_DAYS, INSTITUTION_ROLES, type HalfDay, type Role } from '@quanheng/domain';
import { Choice, DateField, Integer, ListOf, Pattern } from '../platform/fields.js';

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

export class CapacityItemDto {
  @DateField() date: string;
  @Choice(HALF_DAYS) halfDay: HalfDay;
  @Integer({ min: 0, max: MAX, description: 'Instruments, of all departments; closed half-days have none' })
  capacity: number;
  @Integer({ min: 0, max: MAX }) booked: number;
}

/** Two entries for each of the next ten working days, today included. */
export class CapacityDto {
  @ListOf(() => CapacityItemDto, { max: 20 }) items: CapacityItemDto[];
}

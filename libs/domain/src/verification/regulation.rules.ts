import { addDays, type BusinessDate } from '../platform/dates.js';

/** An edition of a regulation with the time in which it is in force; dates that aren't entered bind nobody. */
export interface RegulationEdition {
  readonly number: string;
  readonly implementedOn: BusinessDate | null;
  readonly abolishedOn: BusinessDate | null;
}

export type RegulationState = 'IN_FORCE' | 'ENDING' | 'ABOLISHED' | 'NOT_YET';

/** Whether it can be worked by on a day; abolished from the day of its abolition on. ENDING warns so many days before. */
export function regulationState(
  { implementedOn, abolishedOn }: RegulationEdition,
  on: BusinessDate,
  warningDays = 0,
): RegulationState {
  if (abolishedOn && on >= abolishedOn) return 'ABOLISHED';
  if (implementedOn && on < implementedOn) return 'NOT_YET';
  return abolishedOn && on >= addDays(abolishedOn, -warningDays) ? 'ENDING' : 'IN_FORCE';
}

/** `JJG52-2013`, `jjg 52—2013` and `JJG 52-2013` are one number. */
export function normalizeRegulation(number: string): string {
  const text = number
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .replace(/[—–－]/g, '-')
    .replace(/\s+/g, ' ');
  return text.replace(/^([A-Z]+(?:\/[A-Z])?(?:\([^)]*\))?)\s*(?=\d)/, '$1 ');
}

import { addMonths, type BusinessDate } from '@quanheng/domain';

const BEFORE = 12;
const AHEAD = 48;

/** Months in which what is in use ran out lately or will, the present one first; and the one that is chosen, whichever it is. */
export function monthsToChoose(today: BusinessDate, chosen: string): string[] {
  const first = `${today.slice(0, 7)}-01`;
  const month = (offset: number) => addMonths(first, offset).slice(0, 7);
  const ahead = Array.from({ length: AHEAD }, (_, offset) => month(offset));
  const past = Array.from({ length: BEFORE }, (_, before) => month(-1 - before));
  const months = [...ahead, ...past];
  return !chosen || months.includes(chosen) ? months : [chosen, ...months];
}

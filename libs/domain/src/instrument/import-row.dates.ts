import { addDays, isBusinessDate, type BusinessDate } from '../platform/dates.js';
import type { InstrumentField, InstrumentFieldKey } from './instrument.fields.js';
import { cellText, markedCell, plainText, type RawCell } from './import-row.cell.js';
import { finding, type Finding, type ParsedCell } from './import-row.finding.js';

const YEAR_FIRST =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/u;
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const FIVE_DIGITS = /^\d{5}$/;
const EARLIEST: BusinessDate = '1950-01-01';
const LATEST: BusinessDate = '2100-12-31';
/** Day 0 of Excel's count as it is from March 1900 on (Excel believes in a 29 February 1900). */
const EXCEL_EPOCH: BusinessDate = '1899-12-30';
const DAYS_TO_1904 = 1462;

/** A date cell ★ yyyy-mm-dd; Excel's day numbers, 2026/1/5 and 2026年1月5日 are understood and reported. */
export function parseDateCell(field: InstrumentField, cell: RawCell): ParsedCell<BusinessDate> {
  const date = readDate(cell);
  if (date === null) {
    return { value: null, findings: [finding(field.key, 'ERROR', 'import.date-not-read', cell)] };
  }
  // A true date cell is what Excel makes of a date typed correctly: nothing to report.
  if (markedCell(cell).date || cellText(cell).trim() === date) return { value: date, findings: [] };
  const remark = finding(field.key, 'INFO', 'import.converted', cell, { to: date }, date);
  return { value: date, findings: [remark] };
}

function readDate(cell: RawCell): BusinessDate | null {
  const { value, from1904 } = markedCell(cell);
  if (typeof value === 'boolean') return null;
  const text = plainText(cell);
  const [, year, month = '', day = ''] = YEAR_FIRST.exec(text) ?? EIGHT_DIGITS.exec(text) ?? [];
  if (year !== undefined) return plausible(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (typeof value === 'number') return fromDayNumber(Math.floor(value) + (from1904 ? DAYS_TO_1904 : 0));
  return FIVE_DIGITS.test(text) ? fromDayNumber(Number(text)) : null;
}

function fromDayNumber(days: number): BusinessDate | null {
  return Number.isSafeInteger(days) && days > 0 && days < 100_000
    ? plausible(addDays(EXCEL_EPOCH, days))
    : null;
}

/** A bare `2026` or a slip in the year would otherwise pass as a day of 1905 or of the third millennium. */
function plausible(date: string): BusinessDate | null {
  return isBusinessDate(date) && date >= EARLIEST && date <= LATEST ? date : null;
}

export interface InstrumentDates {
  readonly manufacturedOn: BusinessDate | null;
  readonly inUseSince: BusinessDate | null;
  readonly lastVerifiedOn: BusinessDate | null;
  readonly validUntil: BusinessDate | null;
}

type DateKey = keyof InstrumentDates & InstrumentFieldKey;

/** Pairs that normally follow each other: the later one is named in the warning. */
const USUAL_ORDER: readonly (readonly [DateKey, DateKey])[] = [
  ['manufacturedOn', 'inUseSince'],
  ['manufacturedOn', 'lastVerifiedOn'],
  ['inUseSince', 'validUntil'],
];
const PAST: readonly DateKey[] = ['manufacturedOn', 'lastVerifiedOn'];

/** validUntil before lastVerifiedOn is an error, other odd orders warn (`domain.md` section 3). */
export function checkDateOrder(dates: InstrumentDates, today: BusinessDate): Finding[] {
  const { lastVerifiedOn, validUntil } = dates;
  const findings: Finding[] = [];
  if (lastVerifiedOn && validUntil && validUntil < lastVerifiedOn) {
    findings.push(finding('validUntil', 'ERROR', 'instrument.valid-before-verified', validUntil));
  }
  for (const key of PAST) {
    if ((dates[key] ?? '') > today) findings.push(odd(key, dates[key]));
  }
  for (const [earlier, later] of USUAL_ORDER) {
    const [first, second] = [dates[earlier], dates[later]];
    if (first && second && second < first && !findings.some(({ field }) => field === later)) {
      findings.push(odd(later, second));
    }
  }
  return findings;
}

function odd(key: DateKey, date: BusinessDate | null): Finding {
  return finding(key, 'WARNING', 'instrument.date-order', date);
}

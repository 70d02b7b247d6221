import { addDays, isBusinessDate, type BusinessDate } from '../platform/dates.js';
import type { InstrumentField, InstrumentFieldKey } from './instrument.fields.js';
import { cellText, markedCell, plainText, type RawCell } from './import-row.cell.js';
import { finding, type Finding, type ParsedCell } from './import-row.finding.js';
import { NOT_GIVEN, readDateText, type WrittenDate } from './read-date-text.js';

const EARLIEST: BusinessDate = '1950-01-01';
const LATEST: BusinessDate = '2100-12-31';
/** Day 0 of Excel's count as it is from March 1900 on (Excel believes in a 29 February 1900). */
const EXCEL_EPOCH: BusinessDate = '1899-12-30';
const DAYS_TO_1904 = 1462;

/** A date cell ★ yyyy-mm-dd; Excel's day numbers, 2026/1/5 and 2026年1月5日 are understood and reported. */
export function parseDateCell(field: InstrumentField, cell: RawCell): ParsedCell<BusinessDate> {
  if (NOT_GIVEN.test(plainText(cell))) {
    return { value: null, findings: [finding(field.key, 'INFO', 'import.not-given', cell, {}, '')] };
  }
  const read = readDate(field.key as DateKey, cell);
  if (read === null || read.isGuess) {
    const error = finding(field.key, 'ERROR', 'import.date-not-read', cell, {}, read?.date);
    return { value: null, findings: [error] };
  }
  const { date } = read;
  if (read.isPartial) {
    const warning = finding(field.key, 'WARNING', 'import.date-partial', cell, { to: date }, date);
    return { value: date, findings: [warning] };
  }
  // A true date cell is what Excel makes of a date typed correctly: nothing to report.
  if (markedCell(cell).date || cellText(cell).trim() === date) return { value: date, findings: [] };
  return {
    value: date,
    findings: [finding(field.key, 'INFO', 'import.converted', cell, { to: date }, date)],
  };
}

interface ReadDate {
  readonly date: BusinessDate;
  /** Only month or year were given. */
  readonly isPartial: boolean;
  /** Could be meant otherwise: proposed, never taken. */
  readonly isGuess: boolean;
}

function readDate(key: DateKey, cell: RawCell): ReadDate | null {
  const { value, from1904 } = markedCell(cell);
  if (typeof value === 'boolean') return null;
  const text = plainText(cell);
  const written = readDateText(text, typeof value === 'number');
  if (written) return fromWritten(key, written);
  const days =
    typeof value === 'number' ? Math.floor(value) + (from1904 ? DAYS_TO_1904 : 0) : dayNumber(text);
  const date = days === null ? null : fromDayNumber(days);
  return date === null ? null : { date, isPartial: false, isGuess: false };
}

/** A month stands for its first day, or its last where something is valid until then; a year only for a time of making. */
function fromWritten(key: DateKey, { year, month, day, isGuess }: WrittenDate): ReadDate | null {
  if (month === null && !TOLERANT.includes(key)) return null;
  const first = `${year}-${pad(month ?? 1)}-${pad(day ?? 1)}`;
  const isMonthEnd = key === 'validUntil' && day === null;
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${pad((month ?? 1) + 1)}-01`;
  const date = plausible(isMonthEnd && isBusinessDate(next) ? addDays(next, -1) : first);
  return date === null ? null : { date, isPartial: day === null, isGuess };
}

const pad = (number: number) => String(number).padStart(2, '0');
const dayNumber = (text: string) => (/^\d{5}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) : null);

function fromDayNumber(days: number): BusinessDate | null {
  return Number.isSafeInteger(days) && days > 0 && days < 100_000
    ? plausible(addDays(EXCEL_EPOCH, days))
    : null;
}

/** A slip in the year would otherwise pass as a day of 1905 or of the third millennium. */
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

/** Nameplates often bear a year alone. */
const TOLERANT: readonly DateKey[] = ['manufacturedOn', 'inUseSince'];
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

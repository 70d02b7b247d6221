import { isBusinessDate, type BusinessDate } from './dates.js';

/** First letter of a case number (`ux.md` §12): what the paper in the hand is about. */
export const CASE_KINDS = {
  E: 'REGISTRATION',
  P: 'PROFILE_CHANGE',
  F: 'FILING',
  A: 'APPOINTMENT',
  R: 'RECEIVING',
  I: 'INSTRUMENT',
  C: 'CERTIFICATE',
} as const;

export type CaseKind = keyof typeof CASE_KINDS;

export interface CaseNumber {
  readonly kind: CaseKind;
  readonly date: BusinessDate;
  readonly sequence: number;
  /** The canonical writing, e.g. `A20261123-00042-K`. */
  readonly code: string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const PATTERN = /^([EPFARIC])(\d{4})(\d{2})(\d{2})-?(\d{5,9})-?([0-9A-Z])$/;
const DASHES = /[\u2010-\u2015\u2212\u30FC]/g;

/**
 * `A20261123-00042-K`: kind, date, sequence of at least five digits, check character. Digits, A–Z and `-` only, so
 * that a scanner types it losslessly even while a Chinese input method is on.
 * @throws RangeError when the date does not exist or the sequence is not a whole number from 0 to 999,999,999
 */
export function formatCaseNumber(kind: CaseKind, date: BusinessDate, sequence: number): string {
  if (!isBusinessDate(date)) throw new RangeError(`No such date: ${date}`);
  if (!Number.isInteger(sequence) || sequence < 0 || sequence > 999_999_999) {
    throw new RangeError(`No such sequence: ${sequence}`);
  }
  const head = `${kind}${date.replaceAll('-', '')}`;
  const tail = String(sequence).padStart(5, '0');
  return `${head}-${tail}-${checkCharacter(head + tail)}`;
}

/**
 * Reads what was scanned or typed: a bare code or an address whose last path segment is the code; lower case, full
 * width and left-out hyphens are understood. Null when it is no case number or its check character is wrong.
 */
export function parseCaseNumber(text: string): CaseNumber | null {
  const match = PATTERN.exec(lastSegment(text).normalize('NFKC').replace(DASHES, '-').trim().toUpperCase());
  if (!match) return null;
  const [, kind, year, month, day, digits, check] = match as unknown as [string, CaseKind, ...string[]];
  const date = `${year}-${month}-${day}`;
  if (!isBusinessDate(date)) return null;
  const sequence = Number(digits);
  const code = formatCaseNumber(kind, date, sequence);
  const isExact = checkCharacter(`${kind}${year}${month}${day}${digits}`) === check;
  // A sequence padded beyond its canonical width would be a second writing of the same case.
  return isExact && code.endsWith(`-${digits}-${check}`) ? { kind, date, sequence, code } : null;
}

function lastSegment(text: string): string {
  const path = text
    .normalize('NFKC')
    .trim()
    .replace(/[?#].*$/su, '')
    .replace(/\/+$/u, '');
  return path.slice(path.lastIndexOf('/') + 1);
}

/** ISO 7064 MOD 37,36: finds every single wrong character and nearly every transposition. */
function checkCharacter(body: string): string {
  let product = 36;
  for (const character of body) {
    const sum = (product + ALPHABET.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET[(37 - product) % 36] as string;
}

import { formatCaseNumber, parseCaseNumber } from '../platform/case-number.js';
import { isBusinessDate } from '../platform/dates.js';

const BARCODE = /^(\d{2})(\d{2})(\d{2})(\d{6})$/;

/**
 * The twelve digits that a 40 mm label holds as Code 128 at full bar width: the date and the sequence of the item's
 * case number, `I20261123-00042-…` → `261123000042`.
 * @throws RangeError for what is no case number of an item, or beyond a million items a day
 */
export function labelBarcode(caseNumber: string): string {
  const parsed = parseCaseNumber(caseNumber);
  if (parsed?.kind !== 'I' || parsed.sequence > 999_999) throw new RangeError(`No label for ${caseNumber}`);
  return parsed.date.slice(2).replaceAll('-', '') + String(parsed.sequence).padStart(6, '0');
}

/** The case number of an item from what was scanned: its label's bars, its QR code or the number itself. Null: neither. */
export function parseLabel(text: string): string | null {
  const [, year, month, day, sequence] = BARCODE.exec(text.trim()) ?? [];
  const date = `20${year}-${month}-${day}`;
  if (sequence && isBusinessDate(date)) return formatCaseNumber('I', date, Number(sequence));
  const parsed = parseCaseNumber(text);
  return parsed?.kind === 'I' ? parsed.code : null;
}

import { isPlainText } from '../platform/search-text.js';

/**
 * One cell as a reader of spreadsheets found it; JSON, so that it can be staged as it is.
 * A bare value is what the cell holds; anything that needs a remark comes as a {@link MarkedCell}.
 */
export type RawCell = string | number | boolean | null | MarkedCell;

export interface MarkedCell {
  readonly value: string | number | boolean | null;
  /** A formula; `value` is its last result as saved in the file, null if none was saved. */
  readonly formula?: true;
  /** An error such as `#N/A`, which `value` names. */
  readonly error?: true;
  /** A number formatted as a date; `value` is `YYYY-MM-DD`. */
  readonly date?: true;
  /** A plain number in a workbook whose days count from 1904 instead of 1900. */
  readonly from1904?: true;
  /** What the cell itself holds, where `value` comes from elsewhere: 同上, or the first cell of merged ones (empty). */
  readonly from?: string;
}

const INVISIBLE = /[\p{Cf}\u034F\u115F\u1160\u3164\uFFA0\uFE00-\uFE0F]/gu;
/** Begins with what anybody sees: nearly every text, told at once. */
const SEEN = /^[!-~\u4E00-\u9FFF]/;
const SHOWN_CHARACTERS = 120;

export function markedCell(cell: RawCell | undefined): MarkedCell {
  return typeof cell === 'object' && cell !== null ? cell : { value: cell ?? null };
}

/** The text a person sees in the cell; a number without the noise of binary fractions, never in exponents below 1e21. */
export function cellText(cell: RawCell | undefined): string {
  const { value } = markedCell(cell);
  if (typeof value === 'number')
    return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)));
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value ?? '';
}

/** A cell's text as a finding quotes it: short enough for a list of errors. */
export function shownText(cell: RawCell | undefined): string {
  const characters = [...cellText(cell)];
  const shown = characters.slice(0, SHOWN_CHARACTERS).join('');
  return characters.length > SHOWN_CHARACTERS ? `${shown}…` : shown;
}

/** Text as it is stored: nothing invisible, line breaks, tabs and runs of blanks as one blank; width is left as typed. */
export function cleanText(text: string): string {
  if (isPlainText(text)) return text;
  return text.replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
}

/** Text of a code or date, where full width and half width mean the same. */
export function plainText(cell: RawCell | undefined): string {
  const text = cellText(cell);
  return isPlainText(text) ? text : cleanText(text.normalize('NFKC'));
}

export function hasInvisible(text: string): boolean {
  return !isPlainText(text) && text.replace(INVISIBLE, '') !== text;
}

export function isBlankCell(cell: RawCell | undefined): boolean {
  if (cell === null || cell === undefined) return true;
  if (typeof cell !== 'object') return typeof cell === 'string' && !SEEN.test(cell) && cleanText(cell) === '';
  const { formula, error } = markedCell(cell);
  return !formula && !error && cleanText(cellText(cell)) === '';
}

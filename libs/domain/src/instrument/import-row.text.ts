import type { InstrumentField } from './instrument.fields.js';
import { cellText, cleanText, hasInvisible, markedCell, type RawCell } from './import-row.cell.js';
import { finding, type Finding, type ParsedCell } from './import-row.finding.js';

const CONTROL = /\p{Cc}/u;
/** Excel keeps 15 digits of a number; what stood behind them is lost in the file. */
const EXACT_BELOW = 1e15;
/** How Excel saves a long number into a csv: 1.23457E+14. */
const SHORTENED = /^\d\.\d+E\+\d{2}$/u;
/** How clerks fill a cell for which they have nothing, so that no empty one is taken for a slip. */
const NOT_GIVEN = /^(?:[/\\—–_-]+|无|暂无|没有|n\/a)$/iu;

/** A text of the nameplate: width and signs stay as typed, only what nobody can see is taken away. */
export function parseTextCell(field: InstrumentField, cell: RawCell): ParsedCell<string> {
  const text = cleanText(cellText(cell));
  if (!field.required && NOT_GIVEN.test(text.normalize('NFKC'))) {
    return { value: null, findings: [finding(field.key, 'INFO', 'import.not-given', cell, {}, '')] };
  }
  const error = textError(field, cell, text);
  return error
    ? { value: null, findings: [error] }
    : { value: text, findings: textRemarks(field, cell, text) };
}

function textError(field: InstrumentField, cell: RawCell, text: string): Finding | null {
  const { value } = markedCell(cell);
  if (typeof value === 'number' && Math.abs(value) >= EXACT_BELOW) {
    return finding(field.key, 'ERROR', 'import.long-number', cell);
  }
  if (field.key === 'serialNumber' && typeof value === 'string' && SHORTENED.test(text)) {
    return finding(field.key, 'ERROR', 'import.long-number', cell);
  }
  if (CONTROL.test(text)) return finding(field.key, 'ERROR', 'field.control-character', cell);
  const max = field.max ?? Infinity;
  return [...text].length > max ? finding(field.key, 'ERROR', 'field.too-long', cell, { max }) : null;
}

function textRemarks(field: InstrumentField, cell: RawCell, text: string): Finding[] {
  // "1-2" typed into Excel becomes a date; what was meant is gone, so somebody has to look.
  if (markedCell(cell).date) {
    return [finding(field.key, 'WARNING', 'import.text-was-date', cell, { to: text })];
  }
  if (!hasInvisible(cellText(cell))) return [];
  return [finding(field.key, 'INFO', 'import.cleaned', cell, { to: text }, text)];
}

import type { InstrumentField } from './instrument.fields.js';
import { cellText, cleanText, hasInvisible, markedCell, type RawCell } from './import-row.cell.js';
import { finding, type Finding, type ParsedCell } from './import-row.finding.js';

const CONTROL = /\p{Cc}/u;
/** Excel keeps 15 digits of a number; what stood behind them is lost in the file. */
const EXACT_BELOW = 1e15;

/** A text of the nameplate: width and signs stay as typed, only what nobody can see is taken away. */
export function parseTextCell(field: InstrumentField, cell: RawCell): ParsedCell<string> {
  const text = cleanText(cellText(cell));
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

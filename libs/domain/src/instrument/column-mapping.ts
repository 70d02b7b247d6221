import { normalizeText } from '../platform/search-text.js';
import { INSTRUMENT_FIELDS, type InstrumentField, type InstrumentFieldKey } from './instrument.fields.js';
import type { RawCell } from './import-row.cell.js';
import type { RawRow } from './import-row.js';

export interface ColumnMapping {
  /** Index of the column from 0 → field. */
  readonly columns: ReadonlyMap<number, InstrumentFieldKey>;
  readonly missingRequired: readonly InstrumentFieldKey[];
  /** Headers, as written, that name no field or one that another column names already. */
  readonly unknown: readonly string[];
}

/** How far down titles and notes may stand above the header. */
export const HEADER_SEARCH_ROWS = 30;
const MIN_HEADERS = 3;

/** The index of the first row that names at least three fields; null if none does. */
export function findHeaderRow(firstRows: readonly (readonly string[])[]): number | null {
  const index = firstRows
    .slice(0, HEADER_SEARCH_ROWS)
    .findIndex((cells) => mapColumns(cells).columns.size >= MIN_HEADERS);
  return index === -1 ? null : index;
}

/** Which field each column carries. The template's own header goes before other names of the same field. */
export function mapColumns(headers: readonly string[]): ColumnMapping {
  const columns = new Map<number, InstrumentFieldKey>();
  for (const names of [templateNames, synonymNames]) {
    headers.forEach((header, index) => {
      const key = fieldNamed(header, names);
      const isTaken = columns.has(index) || [...columns.values()].includes(key as InstrumentFieldKey);
      if (key !== null && !isTaken) columns.set(index, key);
    });
  }
  const found = new Set(columns.values());
  return {
    columns: new Map([...columns].sort(([a], [b]) => a - b)),
    missingRequired: INSTRUMENT_FIELDS.filter((f) => f.required && !found.has(f.key)).map((f) => f.key),
    unknown: headers.filter((header, index) => !columns.has(index) && headerText(header) !== ''),
  };
}

/** The cells of one row by field. */
export function pickCells(
  cells: readonly RawCell[],
  columns: ReadonlyMap<number, InstrumentFieldKey>,
): RawRow {
  const row: RawRow = {};
  for (const [index, key] of columns) row[key] = cells[index] ?? null;
  return row;
}

function headerText(header: string): string {
  return normalizeText(header)
    .replace(/\s/gu, '')
    .replace(/^[*★☆]+|[*★☆:]+$/gu, '')
    .replace(/\(必填\)$/u, '');
}

/** Without a note in brackets at the end: 出厂日期(yyyy-mm-dd). */
function withoutNote(header: string): string {
  return header.replace(/\([^()]*\)$/u, '');
}

function namesOf(pick: (field: InstrumentField) => readonly string[]): Map<string, InstrumentFieldKey> {
  return new Map(
    INSTRUMENT_FIELDS.flatMap((field) => pick(field).map((name) => [headerText(name), field.key] as const)),
  );
}

const templateNames = namesOf((field) => [field.header, field.en]);
const synonymNames = namesOf((field) => field.synonyms);

function fieldNamed(
  header: string,
  names: ReadonlyMap<string, InstrumentFieldKey>,
): InstrumentFieldKey | null {
  const text = headerText(header);
  return names.get(text) ?? names.get(withoutNote(text)) ?? null;
}

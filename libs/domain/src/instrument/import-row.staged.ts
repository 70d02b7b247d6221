import { INSTRUMENT_FIELDS, type InstrumentFieldKey } from './instrument.fields.js';
import type { RawCell } from './import-row.cell.js';
import type { ImportContext } from './import-row.context.js';
import type { Finding } from './import-row.finding.js';
import { validateImportRow, type RawRow, type ValidatedRow } from './import-row.js';

/** Which field each column of a file carries, and fields that have one value in all rows instead of a column. JSON. */
export interface ImportMapping {
  /** Index of the column from 0 → field. */
  readonly columns: Readonly<Record<string, InstrumentFieldKey>>;
  readonly constants: Readonly<Partial<Record<InstrumentFieldKey, string>>>;
}

/** The worst that is to be said of a row; DUPLICATE where nothing else is wrong with it. */
export const ROW_LEVELS = ['OK', 'WARNING', 'DUPLICATE', 'ERROR'] as const;
export type RowLevel = (typeof ROW_LEVELS)[number];

/** What a person typed over the cells of one row, by field. */
export type RowEdits = Readonly<Partial<Record<string, string>>>;

export interface JudgedRow extends ValidatedRow {
  /** Without regard to duplicates. */
  readonly level: Exclude<RowLevel, 'DUPLICATE'>;
}

/** Required fields that have neither a column nor one value for all rows. */
export function unmappedFields(mapping: ImportMapping): InstrumentFieldKey[] {
  const mapped = new Set<string>([...Object.values(mapping.columns), ...Object.keys(mapping.constants)]);
  return INSTRUMENT_FIELDS.filter(({ required, key }) => required && !mapped.has(key)).map(({ key }) => key);
}

/** A row of the file by fields: what was typed over it goes before the cell, the cell before the value of all rows. */
export function toRawRow(cells: readonly RawCell[], mapping: ImportMapping, edits: RowEdits = {}): RawRow {
  const row: RawRow = { ...mapping.constants };
  for (const [index, key] of Object.entries(mapping.columns)) row[key] = cells[Number(index)] ?? null;
  return { ...row, ...edits };
}

export function judgeRow(row: RawRow, context: ImportContext): JudgedRow {
  const judged = validateImportRow(row, context);
  return { ...judged, level: levelOf(judged.findings) };
}

function levelOf(findings: readonly Finding[]): JudgedRow['level'] {
  if (findings.some(({ level }) => level === 'ERROR')) return 'ERROR';
  return findings.some(({ level }) => level === 'WARNING') ? 'WARNING' : 'OK';
}

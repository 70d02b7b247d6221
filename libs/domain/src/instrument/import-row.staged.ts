import { INSTRUMENT_FIELDS, type InstrumentFieldKey } from './instrument.fields.js';
import { cellText, type RawCell } from './import-row.cell.js';
import type { ImportContext } from './import-row.context.js';
import type { Finding } from './import-row.finding.js';
import { validateImportRow, type RawRow, type ValidatedRow } from './import-row.js';

/** Which field each column of a file carries, and fields that have one value in all rows instead of a column. JSON. */
export interface ImportMapping {
  /** Index of the column from 0 → field. */
  readonly columns: Readonly<Record<string, InstrumentFieldKey>>;
  readonly constants: Readonly<Partial<Record<InstrumentFieldKey, string>>>;
  /** Columns whose text is put behind that of a field, e.g. what is kept in the remark. */
  readonly extra?: Readonly<Record<string, ExtraColumn>>;
  /** Index of the column → the unit its header names. */
  readonly units?: Readonly<Record<string, string>>;
}

export interface ExtraColumn {
  readonly key: InstrumentFieldKey;
  /** Stands before the text: `检定单位：…`; null where the text explains itself. */
  readonly label: string | null;
}

/** The worst that is to be said of a row; DUPLICATE where nothing else is wrong with it, DONE once it is in the ledger. */
export const ROW_LEVELS = ['OK', 'WARNING', 'DUPLICATE', 'ERROR', 'DONE'] as const;
export type RowLevel = (typeof ROW_LEVELS)[number];

/** What a person typed over the cells of one row, by field. */
export type RowEdits = Readonly<Partial<Record<string, string>>>;

export interface JudgedRow extends ValidatedRow {
  /** Without regard to duplicates. */
  readonly level: Exclude<RowLevel, 'DUPLICATE' | 'DONE'>;
}

/**
 * Required fields that have neither a column nor one value for all rows. The kind isn't asked for in advance: few lists of
 * a clerk's own have its code, and the name of each instrument suggests it.
 */
export function unmappedFields(mapping: ImportMapping): InstrumentFieldKey[] {
  const mapped = new Set<string>([...Object.values(mapping.columns), ...Object.keys(mapping.constants)]);
  if (mapped.has('name')) mapped.add('categoryCode');
  return INSTRUMENT_FIELDS.filter(({ required, key }) => required && !mapped.has(key)).map(({ key }) => key);
}

/** A row of the file by fields: what was typed over it goes before the cell, the cell before the value of all rows. */
export function toRawRow(cells: readonly RawCell[], mapping: ImportMapping, edits: RowEdits = {}): RawRow {
  return { ...mapping.constants, ...mappedCells(cells, mapping), ...edits };
}

/** What the file itself says of an instrument. */
export function mappedCells(cells: readonly RawCell[], { columns, extra, units }: ImportMapping): RawRow {
  const row: RawRow = {};
  for (const [index, key] of Object.entries(columns)) {
    row[key] = withUnit(cells[Number(index)] ?? null, units?.[index]);
  }
  for (const [index, { key, label }] of Object.entries(extra ?? {})) {
    row[key] = joinCells(row[key] ?? null, cells[Number(index)] ?? null, label);
  }
  return row;
}

const BARE_FIGURES = /^[\d\s.,+±()~～–—-]+$/u;

function withUnit(cell: RawCell, unit: string | undefined): RawCell {
  const text = cellText(cell).trim();
  if (unit === undefined || !/\d/.test(text) || !BARE_FIGURES.test(text)) return cell;
  const isRange = /\d\s*[~～–—-]/u.test(text) && !text.includes('(');
  return { value: `${isRange ? `(${text})` : text}${unit}`, from: text };
}

function joinCells(cell: RawCell, other: RawCell, label: string | null): RawCell {
  const text = cellText(other).trim();
  if (text === '') return cell;
  const said = label === null ? text : `${label}：${text}`;
  const before = cellText(cell).trim();
  return before === '' ? said : `${before}${label === null ? ' ' : '；'}${said}`;
}

export function judgeRow(row: RawRow, context: ImportContext): JudgedRow {
  const judged = validateImportRow(row, context);
  return { ...judged, level: levelOf(judged.findings) };
}

function levelOf(findings: readonly Finding[]): JudgedRow['level'] {
  if (findings.some(({ level }) => level === 'ERROR')) return 'ERROR';
  return findings.some(({ level }) => level === 'WARNING') ? 'WARNING' : 'OK';
}

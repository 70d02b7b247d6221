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
export function mappedCells(cells: readonly RawCell[], mapping: ImportMapping): RawRow {
  const { columns, extra } = placesOf(mapping);
  const row: RawRow = {};
  for (const { index, key, unit } of columns) {
    const cell = cells[index] ?? null;
    row[key] = unit === undefined ? cell : withUnit(cell, unit);
  }
  for (const { index, key, label } of extra) {
    row[key] = joinCells(row[key] ?? null, cells[index] ?? null, label);
  }
  return row;
}

interface Places {
  readonly columns: readonly { index: number; key: InstrumentFieldKey; unit: string | undefined }[];
  readonly extra: readonly ({ index: number } & ExtraColumn)[];
}

const places = new WeakMap<ImportMapping, Places>();

/** A mapping as lists: worked out once, not for each of 100,000 rows. */
function placesOf(mapping: ImportMapping): Places {
  const known = places.get(mapping);
  if (known) return known;
  const found: Places = {
    columns: Object.entries(mapping.columns).map(([index, key]) => ({
      index: Number(index),
      key,
      unit: mapping.units?.[index],
    })),
    extra: Object.entries(mapping.extra ?? {}).map(([index, column]) => ({
      index: Number(index),
      ...column,
    })),
  };
  places.set(mapping, found);
  return found;
}

const BARE_FIGURES = /^[\d\s.,+±()~～–—-]+$/u;

function withUnit(cell: RawCell, unit: string): RawCell {
  const text = cellText(cell).trim();
  if (!/\d/.test(text) || !BARE_FIGURES.test(text)) return cell;
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

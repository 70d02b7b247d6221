import { remember } from '../platform/remember.js';
import { normalizeText } from '../platform/search-text.js';
import { INSTRUMENT_FIELDS, type InstrumentField, type InstrumentFieldKey } from './instrument.fields.js';
import type { RawCell } from './import-row.cell.js';
import type { RawRow } from './import-row.js';
import type { ExtraColumn } from './import-row.staged.js';

export interface ColumnMapping {
  /** Index of the column from 0 → field. */
  readonly columns: ReadonlyMap<number, InstrumentFieldKey>;
  /** Columns whose text belongs to a field that has another column: 规格 beside 型号. */
  readonly extra: Readonly<Record<string, ExtraColumn>>;
  /** Units that only the header names: 测量范围(MPa). */
  readonly units: Readonly<Record<string, string>>;
  readonly missingRequired: readonly InstrumentFieldKey[];
  /** Headers, as written, that name no field or one that another column names already. */
  readonly unknown: readonly string[];
}

/** How far down titles and notes may stand above the header. */
export const HEADER_SEARCH_ROWS = 30;
const MIN_HEADERS = 3;

/** The index of the row that names most fields, three at least, the first of equals; null if none does. */
export function findHeaderRow(firstRows: readonly (readonly string[])[]): number | null {
  const named = firstRows.slice(0, HEADER_SEARCH_ROWS).map((cells) => mapColumns(cells).columns.size);
  const most = Math.max(0, ...named);
  return most >= MIN_HEADERS ? named.indexOf(most) : null;
}

/**
 * Headers in two lines, as under a cell merged over several columns (检定情况 over 检定日期 and 有效期至): the lower line goes
 * before the upper. Null where the second row is no header.
 */
export function joinHeaderRows(upper: readonly string[], lower: readonly string[]): string[] | null {
  const named = mapColumns(upper).columns;
  const filled = lower.flatMap((text, index) => (headerText(text) === '' ? [] : [index]));
  const names = filled.filter((index) => anyField(lower[index] ?? '') !== null);
  if (names.length === 0 || names.length * 2 < filled.length) return null;
  // A cell of data below a header that is known: then it is the first row, not a second line.
  if (filled.some((index) => named.has(index) && !names.includes(index))) return null;
  const width = Math.max(upper.length, lower.length);
  return Array.from({ length: width }, (_, index) =>
    filled.includes(index) ? (lower[index] ?? '') : (upper[index] ?? ''),
  );
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
  nameLoosely(headers, columns);
  const found = new Set(columns.values());
  const extra = extraColumns(headers, columns);
  return {
    columns: new Map([...columns].sort(([a], [b]) => a - b)),
    extra,
    units: unitsOf(headers, columns),
    missingRequired: INSTRUMENT_FIELDS.filter((f) => f.required && !found.has(f.key)).map((f) => f.key),
    unknown: headers.filter(
      (header, index) => !columns.has(index) && !(index in extra) && headerText(header) !== '',
    ),
  };
}

/** What names a number of either kind: the maker's, unless another column has that. */
const ANY_NUMBER = new Set(['编号', '器具编号', '仪器编号', '设备编号', '产品编号', '计量器具编号']);

/** Headers that say more than a name, for the fields that no header names plainly. */
function nameLoosely(headers: readonly string[], columns: Map<number, InstrumentFieldKey>): void {
  const taken = new Set(columns.values());
  headers.forEach((header, index) => {
    if (columns.has(index)) return;
    const key = looseForms(header)
      .map(anyField)
      .find((field) => field !== null && !taken.has(field));
    if (key === undefined || key === null) return;
    columns.set(index, key);
    taken.add(key);
  });
  headers.forEach((header, index) => {
    if (columns.has(index) || !ANY_NUMBER.has(headerText(header))) return;
    // A column of that name before all others counts the rows.
    const key = (['serialNumber', 'ownNumber'] as const).find((field) => !taken.has(field));
    if (key === undefined || (key === 'serialNumber' && index === 0)) return;
    columns.set(index, key);
    taken.add(key);
  });
}

/** 生产地：1国产，2进口 · 器具类型 1社会公用计量标准… · 出厂编号/产品编号 · 不确定度或准确度等级: without what is said besides. */
function looseForms(header: string): string[] {
  const text = headerText(header);
  const [beforeColon = ''] = text.split(':');
  const beforeChoices = text.replace(/\d[.、:]?\p{Script=Han}.*$/u, '');
  const parts = withoutNote(text).split(/[/、或及]/u);
  return [beforeColon, beforeChoices, ...(parts.length > 1 ? parts : [])].filter((form) => form !== text);
}

/** Whether a cell names the field of its column: a header repeated on every printed page. */
export function namesField(text: string, key: InstrumentFieldKey): boolean {
  return knownField(text) === key;
}

/** Asked for every row of a file, most of which hold the same few texts. */
const knownField = remember(anyField);

const MODEL_HALVES = new Set(['型号', '规格']);

function extraColumns(
  headers: readonly string[],
  columns: ReadonlyMap<number, InstrumentFieldKey>,
): Record<string, ExtraColumn> {
  const [model] = [...columns].find(([, key]) => key === 'model') ?? [];
  if (model === undefined || !MODEL_HALVES.has(headerText(headers[model] ?? ''))) return {};
  const other = headers.findIndex(
    (header, index) => index !== model && !columns.has(index) && MODEL_HALVES.has(headerText(header)),
  );
  return other === -1 ? {} : { [other]: { key: 'model', label: null } };
}

/** Letters and signs of units only, so that a hint such as (必填) or (yyyy-mm-dd) is none. */
const UNIT = /[([]([a-zA-Zμµ℃°%‰Ω²³/·]{1,10})[)\]]$/u;

function unitsOf(
  headers: readonly string[],
  columns: ReadonlyMap<number, InstrumentFieldKey>,
): Record<string, string> {
  const units: Record<string, string> = {};
  for (const [index, key] of columns) {
    const unit = UNIT.exec((headers[index] ?? '').normalize('NFKC').trim())?.[1];
    if (key === 'measuringRange' && unit !== undefined) units[index] = unit;
  }
  return units;
}

function anyField(header: string): InstrumentFieldKey | null {
  return fieldNamed(header, templateNames) ?? fieldNamed(header, synonymNames);
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
    .replace(/^(?:\(?\d{1,2}[.、)]|\((?:必填|选填|可空)\))/u, '')
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

import { remember } from '../platform/remember.js';
import { headerText, looseForms, withoutNote } from './header-forms.js';
import { INSTRUMENT_FIELDS, type InstrumentField, type InstrumentFieldKey } from './instrument.fields.js';
import type { RawCell } from './import-row.cell.js';
import type { RawRow } from './import-row.js';
import type { ExtraColumn } from './import-row.staged.js';
import { LESSER_NAMES } from './instrument.synonyms.js';

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
 * Headers in two lines, as under a cell merged over several columns (检定情况 over 检定日期 and 有效期至, 出厂 over 编号 and
 * 日期): the lower line goes before the upper, both together before either. Null where the second row is no header.
 */
export function joinHeaderRows(upper: readonly string[], lower: readonly string[]): string[] | null {
  const named = mapColumns(upper).columns;
  const filled = lower.flatMap((text, index) => (headerText(text) === '' ? [] : [index]));
  const joined = new Map(filled.map((index) => [index, joinedHeader(upper, lower, index)]));
  const names = filled.filter((index) => anyField(joined.get(index) ?? '') !== null);
  if (names.length === 0 || names.length * 2 < filled.length) return null;
  // A cell of data below a header that is known: then it is the first row, not a second line.
  if (filled.some((index) => named.has(index) && !names.includes(index))) return null;
  const width = Math.max(upper.length, lower.length);
  const headers = Array.from({ length: width }, (_, index) => joined.get(index) ?? upper[index] ?? '');
  // The same headers once more, as on the next page, say nothing new.
  return mapColumns(headers).columns.size > named.size ? headers : null;
}

export interface Header {
  readonly headers: readonly string[];
  /** Index of its last row. */
  readonly last: number;
}

/** The whole of a header of which one row is known: the lines above and below it that give it more names. */
export function readHeader(rows: readonly (readonly string[])[], known: number): Header {
  const starts = [known, known - 1, known - 2].filter((start) => start >= 0);
  const found = starts.map((start) => linesFrom(rows, start)).filter(({ last }) => last >= known);
  const size = ({ headers }: Header) => mapColumns(headers).columns.size;
  return found.reduce((best, one) => (size(one) > size(best) ? one : best));
}

function linesFrom(rows: readonly (readonly string[])[], start: number): Header {
  let found: Header = { headers: rows[start] ?? [], last: start };
  for (let index = start + 1; index < Math.min(start + MAX_HEADER_LINES, rows.length); index++) {
    const joined = joinHeaderRows(found.headers, rows[index] ?? []);
    // A line may only name groups; what stands below a header that is known is data.
    if (joined) found = { headers: joined, last: index };
    else if (isData(found.headers, rows[index] ?? [])) break;
  }
  return found;
}

const MAX_HEADER_LINES = 3;

function isData(headers: readonly string[], row: readonly string[]): boolean {
  return [...mapColumns(headers).columns.keys()].some((index) => headerText(row[index] ?? '') !== '');
}

function joinedHeader(upper: readonly string[], lower: readonly string[], index: number): string {
  const own = lower[index] ?? '';
  const above = upper.slice(0, index + 1).findLast((text) => headerText(text) !== '') ?? '';
  return anyField(above + own) === null ? own : above + own;
}

/** Which field each column carries. The template's own header goes before other names of the same field. */
export function mapColumns(headers: readonly string[]): ColumnMapping {
  const columns = new Map<number, InstrumentFieldKey>();
  nameBy(templateNames, headers, columns);
  nameBy(synonymNames, headers, columns);
  nameLoosely(headers, columns);
  nameBy(lesserNames, headers, columns);
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

function nameBy(names: Names, headers: readonly string[], columns: Map<number, InstrumentFieldKey>): void {
  const taken = new Set(columns.values());
  headers.forEach((header, index) => {
    const key = fieldNamed(header, names);
    if (key === null || columns.has(index) || taken.has(key)) return;
    columns.set(index, key);
    taken.add(key);
  });
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
  return (
    fieldNamed(header, templateNames) ?? fieldNamed(header, synonymNames) ?? fieldNamed(header, lesserNames)
  );
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

type Names = ReadonlyMap<string, InstrumentFieldKey>;

function namesOf(pick: (field: InstrumentField) => readonly string[]): Names {
  return new Map(
    INSTRUMENT_FIELDS.flatMap((field) => pick(field).map((name) => [headerText(name), field.key] as const)),
  );
}

const templateNames = namesOf((field) => [field.header, field.en]);
const synonymNames = namesOf((field) => field.synonyms);
const lesserNames = namesOf((field) => LESSER_NAMES[field.key] ?? []);

function fieldNamed(header: string, names: Names): InstrumentFieldKey | null {
  const text = headerText(header);
  return names.get(text) ?? names.get(withoutNote(text)) ?? null;
}

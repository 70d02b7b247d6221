import type { BusinessDate } from '../platform/dates.js';
import { ownCopy } from '../platform/remember.js';
import type { InstrumentType, Origin, Purpose, UsageState, VerificationMode } from './instrument.codes.js';
import { INSTRUMENT_FIELDS, type InstrumentField, type InstrumentFieldKey } from './instrument.fields.js';
import { identityKey } from './instrument.identity.js';
import { cellText, cleanText, isBlankCell, markedCell, type RawCell } from './import-row.cell.js';
import { missingCategory, parseCategoryCell, parseCodeCell, parseRegionCell } from './import-row.codes.js';
import { checkKind } from './import-row.kind.js';
import type { ImportContext } from './import-row.context.js';
import { checkDateOrder, parseDateCell } from './import-row.dates.js';
import { finding, type Finding, type ParsedCell } from './import-row.finding.js';
import { parseTextCell } from './import-row.text.js';

export type RawRow = Partial<Record<InstrumentFieldKey, RawCell>>;

/** An instrument as the ledger stores it; null where a cell is empty or wrong. Codes are words, dates `YYYY-MM-DD`. */
export interface ImportedInstrument {
  readonly name: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly ownNumber: string | null;
  readonly manufacturer: string | null;
  readonly measuringRange: string | null;
  readonly accuracyClass: string | null;
  readonly origin: Origin | null;
  readonly usageState: UsageState | null;
  readonly purpose: Purpose | null;
  readonly instrumentType: InstrumentType | null;
  readonly verificationMode: VerificationMode | null;
  readonly regionCode: string | null;
  readonly categoryCode: string | null;
  readonly location: string | null;
  readonly typeApprovalNumber: string | null;
  readonly manufacturedOn: BusinessDate | null;
  readonly inUseSince: BusinessDate | null;
  readonly lastVerifiedOn: BusinessDate | null;
  readonly validUntil: BusinessDate | null;
  readonly remark: string | null;
}

export interface ValidatedRow {
  /** Complete and right in every field when `findings` has no ERROR. */
  readonly values: ImportedInstrument;
  /** Null while one of the three required identity fields is missing or wrong. */
  readonly identityKey: string | null;
  readonly findings: readonly Finding[];
}

/** The template's example row begins so; such rows are no instruments. */
export const EXAMPLE_MARK = '【示例】';

export function isExampleRow(raw: RawRow): boolean {
  // Nearly no name has it: seen without cleaning each.
  if (!cellText(raw.name).includes('示例')) return false;
  return cleanText(cellText(raw.name)).startsWith(EXAMPLE_MARK);
}

export function isBlankRow(raw: RawRow): boolean {
  // Without a list of its cells: nearly every row is known by its first.
  for (const key in raw) if (!isBlankCell(raw[key as InstrumentFieldKey])) return false;
  return true;
}

/** Judges one row of an import by the rules of the ledger (`domain.md` section 3). Duplicates are not its business. */
export function validateImportRow(raw: RawRow, context: ImportContext): ValidatedRow {
  const findings: Finding[] = [];
  const values: Partial<Record<InstrumentFieldKey, string | null>> = {};
  for (const field of INSTRUMENT_FIELDS) {
    const parsed = recalled(field, raw[field.key] ?? null, values.name ?? null, context);
    values[field.key] = parsed.value;
    for (const found of parsed.findings) findings.push(found);
  }
  // parseCell yields only words of the field's own choices, so the cast holds.
  const instrument = values as unknown as ImportedInstrument;
  findings.push(...checkKind(instrument, context), ...checkDateOrder(instrument, context.today));
  return { values: instrument, identityKey: keyOf(instrument, findings), findings };
}

/** Each instrument has its own; remembering them would take memory and spare nothing. */
const OWN: readonly InstrumentFieldKey[] = ['serialNumber', 'ownNumber'];
const REMEMBERED = 1_000;
const MAX_REMEMBERED_CHARACTERS = 200;

type Known = Map<RawCell, ParsedCell<string>>;
const known = new WeakMap<ImportContext, Partial<Record<InstrumentFieldKey, Known>>>();

/** Most columns of a list hold the same few texts in all rows: each is judged once under the same rules. */
function recalled(
  field: InstrumentField,
  cell: RawCell,
  name: string | null,
  context: ImportContext,
): ParsedCell<string> {
  if (typeof cell === 'object' && cell !== null) return parseCell(field, cell, name, context);
  if (OWN.includes(field.key) || (typeof cell === 'string' && cell.length > MAX_REMEMBERED_CHARACTERS)) {
    return parseCell(field, cell, name, context);
  }
  const judged = knownOf(field.key, context);
  const found = judged.get(cell);
  if (found) return found;
  const own = typeof cell === 'string' ? ownCopy(cell) : cell;
  const parsed = parseCell(field, own, name, context);
  // What a wrong kind is taken for hangs on the name beside it.
  if (field.kind === 'category' && parsed.value === null) return parsed;
  if (judged.size >= REMEMBERED) judged.clear();
  judged.set(own, parsed);
  return parsed;
}

function knownOf(key: InstrumentFieldKey, context: ImportContext): Known {
  let fields = known.get(context);
  if (!fields) known.set(context, (fields = {}));
  return (fields[key] ??= new Map());
}

function parseCell(
  field: InstrumentField,
  cell: RawCell,
  name: string | null,
  context: ImportContext,
): ParsedCell<string> {
  const { value, formula, error } = markedCell(cell);
  if (error || (formula && value === null)) {
    return { value: null, findings: [finding(field.key, 'ERROR', 'import.formula', cell)] };
  }
  if (isBlankCell(value)) {
    if (!field.required) return { value: null, findings: [] };
    const isKind = field.kind === 'category';
    const missing = isKind
      ? missingCategory(cell, name, context)
      : finding(field.key, 'ERROR', 'field.required', cell);
    return { value: null, findings: [missing] };
  }
  const parsed = withOrigin(field, cell, parseValue(field, cell, name, context));
  if (!formula) return parsed;
  // The result that was saved with the file is what the clerk saw; whether it is still right, only she knows.
  const warning = finding(field.key, 'WARNING', 'import.formula', cell);
  return { value: parsed.value, findings: [...parsed.findings, warning] };
}

/** Says where a value was taken from that does not stand in the cell itself. */
function withOrigin(field: InstrumentField, cell: RawCell, parsed: ParsedCell<string>): ParsedCell<string> {
  const { from, value } = markedCell(cell);
  if (from === undefined) return parsed;
  const to = cellText(cell);
  const code = from === '' ? 'import.merged-cell' : 'import.converted';
  const remark = { ...finding(field.key, 'INFO', code, from, { to }, to), value: from };
  return { value: parsed.value, findings: value === null ? parsed.findings : [remark, ...parsed.findings] };
}

function parseValue(
  field: InstrumentField,
  cell: RawCell,
  name: string | null,
  context: ImportContext,
): ParsedCell<string> {
  switch (field.kind) {
    case 'code':
      return parseCodeCell(field, cell);
    case 'region':
      return parseRegionCell(field, cell, context);
    case 'category':
      return parseCategoryCell(field, cell, name, context);
    case 'date':
      return parseDateCell(field, cell);
    case 'text':
      return parseTextCell(field, cell);
  }
}

function keyOf(instrument: ImportedInstrument, findings: readonly Finding[]): string | null {
  const { name, model, serialNumber, ownNumber } = instrument;
  const isOwnNumberWrong = findings.some((f) => f.field === 'ownNumber' && f.level === 'ERROR');
  if (name === null || model === null || serialNumber === null || isOwnNumberWrong) return null;
  return identityKey({ name, model, serialNumber, ownNumber });
}

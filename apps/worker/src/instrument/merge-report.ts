import { ImportBatchEntity, ImportRowEntity, type TenantContext, type Transaction } from '@quanheng/database';
import {
  cellText,
  DomainError,
  INSTRUMENT_FIELD,
  isBlankCell,
  toRawRow,
  type ImportMapping,
  type InstrumentFieldKey,
  type RawCell,
} from '@quanheng/domain';
import { countImportRows, editImportRows, reopenImport, type WantedChange } from '@quanheng/operations';
import { readRows, ROW_KEY_HEADER, type DetectedTable } from '@quanheng/spreadsheets';
import { uuidv7 } from 'uuidv7';
import { lockImport, moveImport } from './import-batch-state.js';
import type { ImportServices } from './import-source.js';
import { importRules } from './import-rules.js';

const ROW_KEY = /^([0-9a-f-]{36}):(\d{1,7})$/;

/** A row of a mended report: which row of its import (null: the clerk added it), and what stands in its columns. */
interface MendedRow {
  readonly row: number | null;
  readonly cells: readonly RawCell[];
}

/**
 * An error report that comes back goes into the import it came from, row by its hidden key (ux.md section 6): cells that
 * were changed in it are typed over there, rows that were added to it are added. Answers false for any other file.
 * @throws DomainError `import.report-outdated` where that import can't be mended any more
 */
export async function mergeReport(
  { database }: ImportServices,
  context: TenantContext,
  { id, enterpriseId, createdBy }: ImportBatchEntity,
  file: Buffer,
  table: DetectedTable,
): Promise<boolean> {
  const keyColumn = table.headers.indexOf(ROW_KEY_HEADER);
  if (keyColumn === -1) return false;
  const report = await readReport(file, table, keyColumn);
  if (!report) return false;
  await database.write(context, async (tx) => {
    const batch = await lockImport(tx, id, (b) => b.status === 'PARSING');
    if (!batch) return;
    const target = await tx.manager.findOneBy(ImportBatchEntity, { id: report.importId, enterpriseId });
    if (!target) throw new DomainError('import.report-outdated');
    await apply(tx, target.id, report.rows, table.headers, createdBy);
    Object.assign(batch, { mergedInto: target.id, phase: null });
    await moveImport(tx, batch, 'merge');
  });
  return true;
}

async function readReport(
  file: Buffer,
  { sheet, headerRow }: DetectedTable,
  keyColumn: number,
): Promise<{ importId: string; rows: MendedRow[] } | null> {
  let importId: string | undefined;
  const rows: MendedRow[] = [];
  for await (const { cells } of readRows(file, { maxRows: 100_000, sheet, afterRow: headerRow })) {
    const [, key, row] = ROW_KEY.exec(cellText(cells[keyColumn])) ?? [];
    importId ??= key;
    if (key === undefined ? !cells.every(isBlankCell) : key === importId)
      rows.push({ row: row === undefined ? null : Number(row), cells });
  }
  return importId === undefined ? null : { importId, rows };
}

async function apply(
  tx: Transaction,
  importId: string,
  mended: readonly MendedRow[],
  headers: readonly string[],
  accountId: string,
): Promise<void> {
  const target = await lockImport(tx, importId, ({ status }) => status === 'READY' || status === 'COMPLETED');
  if (!target?.mapping) throw new DomainError('import.report-outdated');
  if (target.status === 'COMPLETED') await reopenImport(tx, target);
  const columns = reportColumns(target, headers);
  const numbered = await numberAdded(tx, target, mended);
  const staged = await tx.manager
    .createQueryBuilder(ImportRowEntity, 'r')
    .where('r.import_id = :importId AND r.row_number = ANY(:rows)', {
      importId,
      rows: numbered.map(({ row }) => row),
    })
    .getMany();
  const rows = new Map(staged.map((row) => [row.rowNumber, row]));
  const wanted = numbered.flatMap(({ row, cells, isAdded }) => {
    const known = rows.get(row);
    const changes = known ? changesOf(known, target.mapping as ImportMapping, columns, cells) : [];
    return isAdded ? [{ row, field: '$removed' as const, to: null }, ...changes] : changes;
  });
  const rules = await importRules(tx);
  await editImportRows(tx, target, wanted, rules, { accountId, keepStep: true });
  target.counts = await countImportRows(tx, importId);
}

/** Rows added to the report are staged behind the last one, as left out: taking them in is a step that can be undone. */
async function numberAdded(
  tx: Transaction,
  { id: importId, enterpriseId }: ImportBatchEntity,
  mended: readonly MendedRow[],
): Promise<(MendedRow & { row: number; isAdded: boolean })[]> {
  let last = (await tx.manager.maximum(ImportRowEntity, 'rowNumber', { importId })) ?? 0;
  const added: object[] = [];
  const numbered = mended.map(({ row, cells }) => {
    if (row !== null) return { row, cells, isAdded: false };
    added.push({ importId, rowNumber: ++last, enterpriseId, instrumentId: uuidv7(), ...EMPTY });
    return { row: last, cells, isAdded: true };
  });
  await tx.manager.insert(ImportRowEntity, added);
  return numbered;
}
const EMPTY = { raw: [], edits: {}, values: {}, findings: [], level: 'OK', removed: true } as const;

interface ReportColumn {
  /** Column of the report. */
  readonly at: number;
  /** Column of the file; null for a field that had one value in all rows. */
  readonly index: number | null;
  readonly key: InstrumentFieldKey;
}

/** The file's columns by their headers, whatever order the report has them in now. */
function reportColumns({ mapping, preview }: ImportBatchEntity, headers: readonly string[]): ReportColumn[] {
  const places = (header: string) => headers.findIndex((one, at) => at > 0 && one.trim() === header.trim());
  const mapped = Object.entries(mapping?.columns ?? {}).map(([index, key]) => ({
    at: places(preview?.headers[Number(index)] ?? ''),
    index: Number(index),
    key,
  }));
  const constants = Object.keys(mapping?.constants ?? {}) as InstrumentFieldKey[];
  return [
    ...mapped,
    ...constants.map((key) => ({ at: places(INSTRUMENT_FIELD[key].header), index: null, key })),
  ].filter(({ at }) => at !== -1);
}

/** What stands otherwise in the report than it was written there. */
function changesOf(
  row: ImportRowEntity,
  mapping: ImportMapping,
  columns: readonly ReportColumn[],
  cells: readonly RawCell[],
): WantedChange[] {
  return columns.flatMap(({ at, index, key }) => {
    const written =
      row.edits[key] ?? (index === null ? mapping.constants[key] : cellText(row.raw[index])) ?? '';
    const text = cellText(cells[at]);
    if (text.trim() === written.trim()) return [];
    const changed = [...row.raw];
    if (index !== null) changed[index] = text;
    const to = index === null ? text : cellText(toRawRow(changed, mapping)[key]);
    return [{ row: row.rowNumber, field: key, to }];
  });
}

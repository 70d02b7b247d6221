import { ImportBatchEntity, ImportRowEntity, type Database, type TenantContext } from '@quanheng/database';
import { DomainError, INSTRUMENT_FIELD, type InstrumentFieldKey, type RawCell } from '@quanheng/domain';
import { findingsOf } from '@quanheng/operations';
import { writeErrorReport, type ReportRow } from '@quanheng/spreadsheets';
import type { LongJobRunner } from '../long-job/long-job-runner.js';

const CHUNK = 1_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TO_MEND = `level <> 'OK' AND level <> 'DONE' AND NOT removed`;

/** The rows that need mending as a workbook with the columns of the uploaded one; uploaded again it finds its import. */
export const reportImport: LongJobRunner<'import.report'> = async ({ database }, run) => {
  const { importId, language } = run.params;
  const batch = await database.read(run.context, (tx) =>
    tx.manager.findOneBy(ImportBatchEntity, { id: importId }),
  );
  if (!batch?.mapping) throw new DomainError('record.not-found', { id: importId });
  const total = await countRows(database, run.context, importId);
  const table = new ReportTable(batch);
  async function* rows(): AsyncGenerator<ReportRow> {
    let done = 0;
    for await (const chunk of rowsToMend(database, run.context, importId)) {
      await run.progress('WRITE', done, total);
      done += chunk.length;
      for (const row of chunk) yield table.toReportRow(row);
    }
  }
  const { headers, columns } = table;
  const body = await writeErrorReport(rows(), { headers, columns, language });
  const name = batch.fileName.replace(/\.\w+$/, '');
  const fileName = language === 'en' ? `${name} - errors.xlsx` : `${name}-错误报告.xlsx`;
  return { file: { fileName, mediaType: XLSX, body }, counts: { rows: total } };
};

async function countRows(database: Database, context: TenantContext, importId: string): Promise<number> {
  const [row] = await database.read(context, (tx) =>
    tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM import_row WHERE import_id = $1 AND ${TO_MEND}`,
      [importId],
    ),
  );
  return row?.count ?? 0;
}

async function* rowsToMend(
  database: Database,
  context: TenantContext,
  importId: string,
): AsyncGenerator<ImportRowEntity[]> {
  for (let after = 0; ;) {
    const rows = await database.read(context, (tx) =>
      tx.manager
        .createQueryBuilder(ImportRowEntity, 'r')
        .where('r.import_id = :importId AND r.row_number > :after', { importId, after })
        .andWhere(TO_MEND.replaceAll(/\b(level|removed)\b/g, 'r.$1'))
        .orderBy('r.row_number')
        .limit(CHUNK)
        .getMany(),
    );
    if (rows.length > 0) yield rows;
    if (rows.length < CHUNK) return;
    after = rows.at(-1)?.rowNumber ?? after;
  }
}

/** The columns of the uploaded file, and behind them those that had one value for all rows or were typed in. */
class ReportTable {
  readonly headers: string[];
  readonly columns: Map<number, InstrumentFieldKey>;

  constructor({ mapping, preview }: ImportBatchEntity) {
    const { columns = {}, constants = {} } = mapping ?? {};
    this.headers = [...(preview?.headers ?? [])];
    this.columns = new Map(Object.entries(columns).map(([index, key]) => [Number(index), key]));
    for (const key of Object.keys(constants) as InstrumentFieldKey[]) {
      this.columns.set(this.headers.length, key);
      this.headers.push(INSTRUMENT_FIELD[key].header);
    }
    this.constants = constants;
  }

  private readonly constants: Partial<Record<InstrumentFieldKey, string>>;

  toReportRow(row: ImportRowEntity): ReportRow {
    const cells: RawCell[] = [...row.raw];
    for (const [index, key] of this.columns) {
      cells[index] = row.edits[key] ?? cells[index] ?? this.constants[key] ?? null;
    }
    const rowKey = `${row.importId}:${row.rowNumber}`;
    return { rowKey, rowNumber: row.rowNumber, cells, findings: findingsOf(row) };
  }
}

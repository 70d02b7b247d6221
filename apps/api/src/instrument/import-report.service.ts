import { Injectable } from '@nestjs/common';
import { Database, ImportBatchEntity, ImportRowEntity, type TenantContext } from '@quanheng/database';
import {
  DomainError,
  INSTRUMENT_FIELD,
  type InstrumentFieldKey,
  type Language,
  type RawCell,
} from '@quanheng/domain';
import { writeErrorReport, type ReportRow } from '@quanheng/spreadsheets';
import { findingsOf } from './import-view.js';

/** Writing 3,000 rows takes half a second of this process; what lies beyond is counted in the report's summary. */
const LISTED_ROWS = 3_000;
const CHUNK = 1_000;

export interface ErrorReport {
  readonly fileName: string;
  readonly content: Buffer;
}

/** The rows that need mending as a workbook with the columns of the uploaded one. */
@Injectable()
export class ImportReportService {
  constructor(private readonly database: Database) {}

  async write(context: TenantContext, importId: string, language: Language): Promise<ErrorReport> {
    const batch = await this.database.read(context, (tx) =>
      tx.manager.findOneBy(ImportBatchEntity, { id: importId }),
    );
    if (!batch?.mapping) throw new DomainError('record.not-found', { id: importId });
    const table = new ReportTable(batch);
    const content = await writeErrorReport(this.rows(context, importId, table), {
      headers: table.headers,
      columns: table.columns,
      language,
      maxRows: LISTED_ROWS,
    });
    const name = batch.fileName.replace(/\.\w+$/, '');
    return { fileName: language === 'en' ? `${name} - errors.xlsx` : `${name}-错误报告.xlsx`, content };
  }

  private async *rows(
    context: TenantContext,
    importId: string,
    table: ReportTable,
  ): AsyncGenerator<ReportRow> {
    for (let after = 0; ;) {
      const rows = await this.database.read(context, (tx) =>
        tx.manager
          .createQueryBuilder(ImportRowEntity, 'r')
          .where('r.import_id = :importId AND r.row_number > :after', { importId, after })
          .andWhere(`r.level <> 'OK'`)
          .orderBy('r.row_number')
          .limit(CHUNK)
          .getMany(),
      );
      for (const row of rows) yield table.toReportRow(row);
      if (rows.length < CHUNK) return;
      after = rows.at(-1)?.rowNumber ?? after;
    }
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

import { Injectable } from '@nestjs/common';
import {
  Database,
  ImportBatchEntity,
  ImportRowEntity,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  INSTRUMENT_FIELD,
  judgeRow,
  toRawRow,
  type ImportContext,
  type ImportMapping,
  type Language,
} from '@quanheng/domain';
import { countImportRows, markImportDuplicates } from '@quanheng/operations';
import type { FixedDto, FixInput, MendedRowDto, MendInput, RemovedRowDto } from './import.dto.js';
import { toImportRow } from './import-view.js';
import { LedgerRules } from './ledger-rules.service.js';

const MAX_CELL = 1_000;
const CHUNK = 500;

/** Correcting staged rows. They are judged at once, by the function that judged them in the worker. */
@Injectable()
export class MendImportService {
  constructor(
    private readonly database: Database,
    private readonly rules: LedgerRules,
  ) {}

  mend(
    context: TenantContext,
    importId: string,
    rowNumber: number,
    version: number,
    { cells }: MendInput,
    language: Language,
  ): Promise<MendedRowDto> {
    assertCells(cells);
    return this.database.write(context, async (tx) => {
      const { mapping } = await lockReady(tx, importId);
      const row = await findRow(tx, importId, rowNumber);
      if (row.version !== version) throw new DomainError('record.stale', { version: row.version });
      const typed = Object.entries(cells).map(([key, text]) => [key, text ?? '']);
      const edits = { ...row.edits, ...Object.fromEntries(typed) };
      await rejudge(tx, [{ ...row, edits }], mapping, await this.rules.context(tx.today));
      const mended = await findRow(tx, importId, rowNumber);
      await markImportDuplicates(tx, importId, keysOf([row, mended]));
      const counts = await countImportRows(tx, importId);
      return { ...toImportRow(await findRow(tx, importId, rowNumber), mapping, language), counts };
    });
  }

  /** Puts one value into all cells of a column in which the same was found. */
  fix(context: TenantContext, importId: string, { field, from, to }: FixInput): Promise<FixedDto> {
    assertCells({ [field]: to });
    return this.database.write(context, async (tx) => {
      const { mapping } = await lockReady(tx, importId);
      const rules = await this.rules.context(tx.today);
      const found = JSON.stringify([{ field, value: from }]);
      let changed = 0;
      for (let rows = await nextFound(tx, importId, found, 0); rows.length > 0;) {
        const edited = rows.map((row) => ({ ...row, edits: { ...row.edits, [field]: to } }));
        await rejudge(tx, edited, mapping, rules);
        changed += rows.length;
        rows = await nextFound(tx, importId, found, rows.at(-1)?.rowNumber ?? 0);
      }
      if (changed > 0) await markImportDuplicates(tx, importId);
      return { changed, counts: await countImportRows(tx, importId) };
    });
  }

  remove(context: TenantContext, importId: string, rowNumber: number): Promise<RemovedRowDto> {
    return this.database.write(context, async (tx) => {
      await lockReady(tx, importId);
      const row = await findRow(tx, importId, rowNumber);
      await tx.manager.delete(ImportRowEntity, { importId, rowNumber });
      await markImportDuplicates(tx, importId, keysOf([row]));
      return { counts: await countImportRows(tx, importId) };
    });
  }
}

/** Rows are mended one change at a time, and only while nothing else is done with them. */
async function lockReady(tx: Transaction, importId: string): Promise<{ mapping: ImportMapping }> {
  const batch = await lockForMove(tx, ImportBatchEntity, importId, null);
  if (batch.status !== 'READY') {
    throw new DomainError('workflow.move-not-allowed', { object: 'import', status: batch.status });
  }
  return { mapping: batch.mapping ?? { columns: {}, constants: {} } };
}

async function findRow(tx: Transaction, importId: string, rowNumber: number): Promise<ImportRowEntity> {
  const row = await tx.manager.findOneBy(ImportRowEntity, { importId, rowNumber });
  if (!row) throw new DomainError('record.not-found', { rowNumber });
  return row;
}

function nextFound(
  tx: Transaction,
  importId: string,
  found: string,
  after: number,
): Promise<ImportRowEntity[]> {
  return tx.manager
    .createQueryBuilder(ImportRowEntity, 'r')
    .where('r.import_id = :importId AND r.row_number > :after', { importId, after })
    .andWhere('r.findings @> :found::jsonb', { found })
    .orderBy('r.row_number')
    .limit(CHUNK)
    .getMany();
}

/** Judges the rows anew and keeps the result; what was known of duplicates is left to `markImportDuplicates`. */
async function rejudge(
  tx: Transaction,
  rows: readonly Pick<ImportRowEntity, 'importId' | 'rowNumber' | 'raw' | 'edits'>[],
  mapping: ImportMapping,
  rules: ImportContext,
): Promise<void> {
  const judged = rows.map(({ rowNumber, raw, edits }) => {
    const { values, identityKey, findings, level } = judgeRow(toRawRow(raw, mapping, edits), rules);
    return { row_number: rowNumber, edits, values, identity_key: identityKey, findings, level };
  });
  await tx.query(
    `UPDATE import_row r SET edits = j.edits, "values" = j."values", identity_key = j.identity_key,
       findings = j.findings, level = j.level, duplicate_row = NULL, duplicate_id = NULL, version = r.version + 1
     FROM jsonb_to_recordset($2::jsonb) AS j(row_number int, edits jsonb, "values" jsonb, identity_key text, findings jsonb, level text)
     WHERE r.import_id = $1 AND r.row_number = j.row_number`,
    [rows[0]?.importId, JSON.stringify(judged)],
  );
}

function keysOf(rows: readonly ImportRowEntity[]): string[] {
  return [...new Set(rows.flatMap(({ identityKey }) => identityKey ?? []))];
}

function assertCells(cells: Record<string, unknown>): void {
  const errors = Object.entries(cells).flatMap(([key, text]) => {
    const isText = text === null || (typeof text === 'string' && text.length <= MAX_CELL);
    const isStorable = typeof text !== 'string' || !/\0|\p{Cs}/u.test(text);
    const ok = Object.hasOwn(INSTRUMENT_FIELD, key) && isText && isStorable;
    return ok ? [] : [{ pointer: `/cells/${key}`, code: 'field.bad-format' as const }];
  });
  if (errors.length > 0) throw new DomainError('request.invalid', {}, errors);
}

import { Injectable } from '@nestjs/common';
import {
  Database,
  ImportBatchEntity,
  ImportRowEntity,
  lockForMove,
  type ImportCounts,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, INSTRUMENT_FIELD, type InstrumentFieldKey, type Language } from '@quanheng/domain';
import { countImportRows, editImportRows, type WantedChange } from '@quanheng/operations';
import type {
  CellsInput,
  EditedDto,
  FixedDto,
  FixInput,
  MendedRowDto,
  MendInput,
  RemovedRowDto,
  ReplaceInput,
} from './import.dto.js';
import { rowsShown } from './import-rows.query.js';
import { fixesOf, replacementsOf, suggestedOf } from './import-replacements.js';
import { LedgerRules } from './ledger-rules.service.js';

const MAX_CELL = 1_000;
/** The rows of an edit that are answered with it; who has more of them on the screen asks for the page again. */
const MAX_ANSWERED = 500;

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
    assertCells(Object.entries(cells), '/cells');
    return this.database.write(context, async (tx) => {
      const batch = await lockReady(tx, importId);
      await assertVersions(tx, importId, [{ row: rowNumber, version }]);
      const wanted = Object.entries(cells).map(([field, to]) => ({
        row: rowNumber,
        field: field as InstrumentFieldKey,
        to: to ?? null,
      }));
      const counts = await this.edit(tx, batch, wanted);
      const [row] = await rowsShown(tx, batch, [rowNumber], language);
      return { ...row!, counts };
    });
  }

  /** A block that was pasted, filled down, cleared: many cells in one step. */
  cells(
    context: TenantContext,
    importId: string,
    { changes, versions }: CellsInput,
    language: Language,
  ): Promise<EditedDto> {
    assertCells(
      changes.map(({ field, to }) => [field, to]),
      '/changes',
    );
    return this.database.write(context, async (tx) => {
      const batch = await lockReady(tx, importId);
      await assertVersions(tx, importId, versions ?? []);
      const counts = await this.edit(tx, batch, changes);
      const touched = [...new Set(changes.map(({ row }) => row))];
      return this.edited(tx, batch, touched, counts, language);
    });
  }

  /** Puts one value into all cells of a column in which the same was found. */
  fix(context: TenantContext, importId: string, input: FixInput): Promise<FixedDto> {
    assertCells([[input.field, input.to]], '/to');
    return this.replaceAll(context, importId, (tx) => fixesOf(tx, importId, input));
  }

  /** Puts into every wrong cell what is suggested for it. */
  takeSuggestions(context: TenantContext, importId: string): Promise<FixedDto> {
    return this.replaceAll(context, importId, (tx) => suggestedOf(tx, importId));
  }

  /** Find and replace in one column. */
  replace(context: TenantContext, importId: string, input: ReplaceInput): Promise<FixedDto> {
    assertCells([[input.field, input.replacement]], '/replacement');
    return this.replaceAll(context, importId, (tx, batch) => replacementsOf(tx, batch, input));
  }

  /** Leaves a row out, or takes it back. */
  remove(
    context: TenantContext,
    importId: string,
    rowNumber: number,
    isRemoved: boolean,
  ): Promise<RemovedRowDto> {
    return this.database.write(context, async (tx) => {
      const batch = await lockReady(tx, importId);
      await assertVersions(tx, importId, [{ row: rowNumber }]);
      const counts = await this.edit(tx, batch, [
        { row: rowNumber, field: '$removed', to: isRemoved ? 'true' : null },
      ]);
      return { counts };
    });
  }

  private replaceAll(
    context: TenantContext,
    importId: string,
    find: (tx: Transaction, batch: ImportBatchEntity) => Promise<WantedChange[]>,
  ): Promise<FixedDto> {
    return this.database.write(context, async (tx) => {
      const batch = await lockReady(tx, importId);
      const wanted = await find(tx, batch);
      return { changed: wanted.length, counts: await this.edit(tx, batch, wanted) };
    });
  }

  private async edit(
    tx: Transaction,
    batch: ImportBatchEntity,
    wanted: readonly WantedChange[],
  ): Promise<ImportCounts> {
    const author = { accountId: tx.context.accountId as string, keepStep: true };
    await editImportRows(tx, batch, wanted, await this.rules.context(tx.today), author);
    return countImportRows(tx, batch.id);
  }

  private async edited(
    tx: Transaction,
    batch: ImportBatchEntity,
    rowNumbers: readonly number[],
    counts: ImportCounts,
    language: Language,
  ): Promise<EditedDto> {
    const rows = await rowsShown(tx, batch, rowNumbers.slice(0, MAX_ANSWERED), language);
    return { changed: rowNumbers.length, rows, counts };
  }
}

/** Rows are mended one change at a time, and only while nothing else is done with them. */
export async function lockReady(tx: Transaction, importId: string): Promise<ImportBatchEntity> {
  const batch = await lockForMove(tx, ImportBatchEntity, importId, null);
  if (batch.status !== 'READY') {
    throw new DomainError('workflow.move-not-allowed', { object: 'import', status: batch.status });
  }
  return batch;
}

/** @throws DomainError `record.not-found`; `record.stale` where somebody else has changed one meanwhile */
async function assertVersions(
  tx: Transaction,
  importId: string,
  expected: readonly { row: number; version?: number }[],
): Promise<void> {
  if (expected.length === 0) return;
  const rows = await tx.manager
    .createQueryBuilder(ImportRowEntity, 'r')
    .select(['r.importId', 'r.rowNumber', 'r.version'])
    .where('r.import_id = :importId AND r.row_number = ANY(:rows)', {
      importId,
      rows: expected.map(({ row }) => row),
    })
    .getMany();
  const versions = new Map(rows.map(({ rowNumber, version }) => [rowNumber, version]));
  for (const { row, version } of expected) {
    const now = versions.get(row);
    if (now === undefined) throw new DomainError('record.not-found', { rowNumber: row });
    if (version !== undefined && version !== now) throw new DomainError('record.stale', { version: now });
  }
}

function assertCells(cells: readonly (readonly [string, unknown])[], pointer: string): void {
  const errors = cells.flatMap(([key, text]) => {
    const isText = text === null || (typeof text === 'string' && text.length <= MAX_CELL);
    const isStorable = typeof text !== 'string' || !/\0|\p{Cs}/u.test(text);
    const ok = Object.hasOwn(INSTRUMENT_FIELD, key) && isText && isStorable;
    return ok ? [] : [{ pointer: `${pointer}/${key}`, code: 'field.bad-format' as const }];
  });
  if (errors.length > 0) throw new DomainError('request.invalid', {}, errors.slice(0, 20));
}

import { Injectable } from '@nestjs/common';
import { BulkEditEntity, Database, lockForMove, type TenantContext } from '@quanheng/database';
import { DomainError, type Language, type LedgerSelection, type RuleSettings } from '@quanheng/domain';
import { applyBulkEdit, moveInstruments, startLongJob, type BulkOutcome } from '@quanheng/operations';
import { MoreThan } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { toLongJobDto, type LongJobDto } from '../long-job/long-job.dto.js';
import type { BulkResultDto } from '../platform/bulk.js';
import type {
  BulkEditDto,
  BulkEditInput,
  BulkEditListDto,
  BulkEditResultDto,
  BulkMoveInput,
  ExportInput,
  FilteredBulkEditInput,
  FilteredBulkMoveInput,
  LabelsInput,
} from './bulk.dto.js';
import { LedgerRules } from './ledger-rules.service.js';

const HOUR_MS = 3_600_000;
const RECENT = 20;

/** Many instruments at once: up to 1,000 answered each, or all that match a filter as long work. */
@Injectable()
export class BulkService {
  constructor(
    private readonly database: Database,
    private readonly rules: LedgerRules,
  ) {}

  edit(context: TenantContext, { items, field, value }: BulkEditInput): Promise<BulkEditResultDto> {
    return this.database.write(context, async (tx) => {
      const edit = { id: uuidv7(), field, value: value || null };
      const rules = await this.rules.context(tx.today);
      const { outcomes, changed } = await applyBulkEdit(tx, edit, items, rules);
      return { ...toResult(outcomes), bulkEditId: edit.id, changed };
    });
  }

  editFiltered(
    context: TenantContext,
    input: FilteredBulkEditInput,
    language: Language,
  ): Promise<LongJobDto> {
    const { field, value, filter: criteria } = input;
    return this.database.write(context, async (tx) => {
      const params = { bulkEditId: uuidv7(), field, value: value || null, criteria };
      return toLongJobDto(await startLongJob(tx, 'instrument.edit', params), language);
    });
  }

  recentEdits(context: TenantContext): Promise<BulkEditListDto> {
    return this.database.read(context, async (tx) => {
      const since = new Date(tx.now.getTime() - tx.settings.bulkUndoHours * HOUR_MS);
      const rows = await tx.manager.find(BulkEditEntity, {
        where: { createdAt: MoreThan(since) },
        order: { id: 'DESC' },
        take: RECENT,
      });
      return { items: rows.map((row) => toBulkEdit(row, tx.now, tx.settings)) };
    });
  }

  /** @throws DomainError `bulk-edit.undone`, `bulk-edit.undo-too-late` */
  undo(context: TenantContext, id: string, version: number, language: Language): Promise<LongJobDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, BulkEditEntity, id, version);
      if (row.undoneAt) throw new DomainError('bulk-edit.undone');
      const hours = tx.settings.bulkUndoHours;
      if (!toBulkEdit(row, tx.now, tx.settings).undoable)
        throw new DomainError('bulk-edit.undo-too-late', { hours });
      row.undoneAt = tx.now;
      await tx.manager.save(row);
      return toLongJobDto(await startLongJob(tx, 'instrument.undo-edit', { bulkEditId: id }), language);
    });
  }

  move(context: TenantContext, { items, action, reason }: BulkMoveInput): Promise<BulkResultDto> {
    return this.database.write(context, async (tx) =>
      toResult(await moveInstruments(tx, { action, reason: reason || null }, items)),
    );
  }

  moveFiltered(
    context: TenantContext,
    input: FilteredBulkMoveInput,
    language: Language,
  ): Promise<LongJobDto> {
    const { action, reason, filter: criteria } = input;
    return this.database.write(context, async (tx) => {
      const params = { action, reason: reason || null, criteria };
      return toLongJobDto(await startLongJob(tx, 'instrument.move', params), language);
    });
  }

  labels(context: TenantContext, input: LabelsInput, language: Language): Promise<LongJobDto> {
    const { layout, kind } = input;
    return this.database.write(context, async (tx) => {
      const params = { which: selectionOf(input), layout, kind };
      return toLongJobDto(await startLongJob(tx, 'instrument.labels', params), language);
    });
  }

  export(context: TenantContext, input: ExportInput, language: Language): Promise<LongJobDto> {
    const { format, columns } = input;
    return this.database.write(context, async (tx) => {
      const params = { which: selectionOf(input), format, columns: columns.map(({ key }) => key), language };
      return toLongJobDto(await startLongJob(tx, 'instrument.export', params), language);
    });
  }
}

function selectionOf({ ids, filter }: Pick<LabelsInput, 'ids' | 'filter'>): LedgerSelection {
  if (ids && !filter) return { ids };
  if (filter && !ids) return { criteria: filter };
  const errors = [{ pointer: '/ids', code: 'instrument.nothing-selected' as const }];
  throw new DomainError('request.invalid', {}, errors);
}

function toResult(outcomes: readonly BulkOutcome[]): BulkResultDto {
  return {
    results: outcomes.map(({ id, version, refusal }) => ({
      id,
      version,
      ok: refusal === null,
      code: refusal?.code ?? null,
      details: refusal?.details ?? {},
    })),
  };
}

function toBulkEdit(row: BulkEditEntity, now: Date, settings: RuleSettings): BulkEditDto {
  const { id, version, field, value, changed, restored, undoneAt } = row;
  const undoableUntil = new Date(row.createdAt.getTime() + settings.bulkUndoHours * HOUR_MS);
  return {
    ...{ id, version, field, value, changed, restored, undoneAt, undoableUntil },
    ...{ madeBy: row.createdByName, madeAt: row.createdAt, undoable: !undoneAt && now < undoableUntil },
  };
}

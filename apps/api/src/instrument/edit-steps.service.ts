import { Injectable } from '@nestjs/common';
import { Database, ImportEditEntity, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, type Language } from '@quanheng/domain';
import { countImportRows, editImportRows, type WantedChange } from '@quanheng/operations';
import type { EditedDto } from './import.dto.js';
import { rowsShown } from './import-rows.query.js';
import { LedgerRules } from './ledger-rules.service.js';
import { lockReady } from './mend-import.service.js';

const MAX_ANSWERED = 500;

/** Undo and redo of one's own editing, step by step, also after a reload of the page. */
@Injectable()
export class EditStepsService {
  constructor(
    private readonly database: Database,
    private readonly rules: LedgerRules,
  ) {}

  /**
   * Takes one's last step back; what somebody else has typed there since stays.
   * @throws DomainError `import.nothing-to-undo`
   */
  undo(context: TenantContext, importId: string, language: Language): Promise<EditedDto> {
    return this.step(context, importId, language, true);
  }

  redo(context: TenantContext, importId: string, language: Language): Promise<EditedDto> {
    return this.step(context, importId, language, false);
  }

  private step(
    context: TenantContext,
    importId: string,
    language: Language,
    isUndo: boolean,
  ): Promise<EditedDto> {
    return this.database.write(context, async (tx) => {
      const batch = await lockReady(tx, importId);
      const step = await findStep(tx, importId, isUndo);
      if (!step) throw new DomainError('import.nothing-to-undo');
      const theirs = await rowsOfOthers(tx, step);
      const wanted = step.changes.flatMap(({ row, field, from, to }): WantedChange[] =>
        theirs.has(row) ? [] : [{ row, field, to: isUndo ? from : to }],
      );
      // Within a step the last change of a cell counts, so going back begins at the end.
      const author = { accountId: tx.context.accountId as string, keepStep: false };
      const rules = await this.rules.context(tx.today);
      await editImportRows(tx, batch, isUndo ? wanted.reverse() : wanted, rules, author);
      step.undone = isUndo;
      await tx.manager.save(step);
      const counts = await countImportRows(tx, importId);
      const rowNumbers = [...new Set(wanted.map(({ row }) => row))];
      const rows = await rowsShown(tx, batch, rowNumbers.slice(0, MAX_ANSWERED), language);
      return { changed: rowNumbers.length, rows, counts };
    });
  }
}

function findStep(tx: Transaction, importId: string, isUndo: boolean): Promise<ImportEditEntity | null> {
  return tx.manager
    .createQueryBuilder(ImportEditEntity, 'e')
    .where('e.import_id = :importId AND e.account_id = :accountId AND e.undone = :undone', {
      importId,
      accountId: tx.context.accountId,
      undone: !isUndo,
    })
    .orderBy('e.id', isUndo ? 'DESC' : 'ASC')
    .limit(1)
    .getOne();
}

/** Rows of the step that somebody else was the last to touch. */
async function rowsOfOthers(tx: Transaction, { importId, changes }: ImportEditEntity): Promise<Set<number>> {
  const rows = await tx.query<{ row: number }>(
    `SELECT row_number AS row FROM import_row
     WHERE import_id = $1 AND row_number = ANY($2) AND edited_by IS DISTINCT FROM $3`,
    [importId, changes.map(({ row }) => row), tx.context.accountId],
  );
  return new Set(rows.map(({ row }) => row));
}

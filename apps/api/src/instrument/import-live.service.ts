import { Injectable } from '@nestjs/common';
import { Database, ImportBatchEntity, type TenantContext } from '@quanheng/database';
import { DomainError, type Language } from '@quanheng/domain';
import type { ImportLiveDto, PresenceInput } from './import.dto.js';
import { rowsShown } from './import-rows.query.js';

/** Who hasn't been heard of for so long has left. */
const HERE_SECONDS = 20;
const MAX_ROWS = 500;

/** Several clerks on one import: where the others are, and what they changed. */
@Injectable()
export class ImportLiveService {
  constructor(private readonly database: Database) {}

  /** Says where one is, and answers what is new behind `since`. */
  tell(
    context: TenantContext,
    importId: string,
    { row, field, since }: PresenceInput,
    language: Language,
  ): Promise<ImportLiveDto> {
    return this.database.write(context, async (tx) => {
      const batch = await tx.manager.findOneBy(ImportBatchEntity, { id: importId });
      if (!batch) throw new DomainError('record.not-found', { id: importId });
      const { accountId, accountName } = tx.context;
      await tx.query(
        `INSERT INTO import_presence (import_id, account_id, enterprise_id, name, row_number, field, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())
         ON CONFLICT (import_id, account_id) DO UPDATE
         SET row_number = excluded.row_number, field = excluded.field, name = excluded.name, seen_at = excluded.seen_at`,
        [importId, accountId, batch.enterpriseId, accountName ?? '', row ?? null, field ?? null],
      );
      const people = await tx.query<ImportLiveDto['people'][number]>(
        `SELECT account_id AS "accountId", name, row_number AS row, field FROM import_presence
         WHERE import_id = $1 AND account_id <> $2 AND seen_at > clock_timestamp() - make_interval(secs => ${HERE_SECONDS})
         ORDER BY name`,
        [importId, accountId],
      );
      const changed = await tx.query<{ row: number }>(
        `SELECT row_number AS row FROM import_row WHERE import_id = $1 AND edit_seq > $2 AND edit_seq > 0
           AND edited_by IS DISTINCT FROM $3 ORDER BY row_number LIMIT ${MAX_ROWS}`,
        [importId, since, accountId],
      );
      const numbers = changed.map((one) => one.row);
      const rows = numbers.length === 0 ? [] : await rowsShown(tx, batch, numbers, language);
      return { status: batch.status, editSeq: batch.editSeq, counts: batch.counts, people, rows };
    });
  }
}

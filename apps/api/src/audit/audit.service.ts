import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { InstantField, ListOf, Text } from '../platform/fields.js';

/** A field as it was and as it became. */
export class HistoryChangeDto {
  @Text({ max: 60 }) field: string;
  @Text({ max: 1000, nullable: true }) before: string | null;
  @Text({ max: 1000, nullable: true }) after: string | null;
}

export class HistoryEventDto {
  @InstantField() at: Date;
  @Text({ max: 100, nullable: true, description: 'Who; null for the passing of time' }) actorName:
    string | null;
  @Text({ max: 100, example: 'filing-item.approve' }) action: string;
  @Text({ max: 1000, nullable: true }) reason: string | null;
  @ListOf(() => HistoryChangeDto, {
    description: 'What was changed, where the event is an edit of an instrument',
  })
  changes: HistoryChangeDto[];
}

/** What happened to an object, newest first. */
export class HistoryDto {
  @ListOf(() => HistoryEventDto) items: HistoryEventDto[];
}

const MAX_EVENTS = 200;

/** Of edits of the ledger only: what other events hold may be personal. */
const CHANGES = `CASE WHEN action = 'instrument.change' THEN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('field', a.key, 'before', before ->> a.key, 'after', a.value) ORDER BY a.key), '[]')
    FROM jsonb_each_text(after) AS a) ELSE '[]' END`;

@Injectable()
export class AuditService {
  constructor(private readonly database: Database) {}

  /** Events of the objects that the context may see; an object has several ids where parts of it have their own events. */
  historyOf(
    context: TenantContext,
    objectTypes: readonly string[],
    objectIds: readonly string[],
  ): Promise<HistoryDto> {
    return this.database.read(context, async (tx) => ({
      items: await tx.query<HistoryEventDto>(
        `SELECT at, actor_name AS "actorName", action, reason, ${CHANGES} AS changes FROM audit_event
         WHERE object_type = ANY($1) AND object_id = ANY($2) ORDER BY at DESC, seq DESC LIMIT ${MAX_EVENTS}`,
        [objectTypes, objectIds],
      ),
    }));
  }
}

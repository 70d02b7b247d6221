import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { InstantField, ListOf, Text } from '../platform/fields.js';

export class HistoryEventDto {
  @InstantField() at: Date;
  @Text({ max: 100, nullable: true, description: 'Who; null for the passing of time' }) actorName:
    string | null;
  @Text({ max: 100, example: 'filing-item.approve' }) action: string;
  @Text({ max: 1000, nullable: true }) reason: string | null;
}

/** What happened to an object, newest first. */
export class HistoryDto {
  @ListOf(() => HistoryEventDto) items: HistoryEventDto[];
}

const MAX_EVENTS = 200;

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
        `SELECT at, actor_name AS "actorName", action, reason FROM audit_event
         WHERE object_type = ANY($1) AND object_id = ANY($2) ORDER BY at DESC, seq DESC LIMIT ${MAX_EVENTS}`,
        [objectTypes, objectIds],
      ),
    }));
  }
}

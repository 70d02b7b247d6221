import { Injectable } from '@nestjs/common';
import { Database, NotificationEntity, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, type Language } from '@quanheng/domain';
import { buildMessage, type MessageName } from '@quanheng/notifications';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import type {
  NotificationDto,
  NotificationPageDto,
  NotificationQuery,
  UnreadCountDto,
} from './notification.dto.js';

interface Row {
  id: string;
  template: string;
  params: object;
  link: string | null;
  created_at: Date;
  read_at: Date | null;
  reader: string | null;
}

/**
 * Row security shows no others; but its rule holds for the system, too, and so no index answers to it. This says the same of
 * whoever has an inbox, and finds it among a million messages.
 */
const TOLD = `(n.enterprise_id = ctx_enterprise_id() OR n.institution_id = ctx_institution_id()
  OR n.registration_id = ctx_registration_id() OR n.account_id = ctx_account_id())`;

const MINE = `FROM notification n LEFT JOIN notification_read r ON r.notification_id = n.id AND r.account_id = $1 WHERE ${TOLD}`;

@Injectable()
export class NotificationService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  /** The inbox, newest first. Ids are made in order of time, so they are the sort key. */
  async find(
    context: TenantContext,
    query: NotificationQuery,
    language: Language,
  ): Promise<NotificationPageDto> {
    const keyset = new Keyset(this.config.JWT_SECRET, query, context.accountId ?? '');
    const rows = await this.database.read(context, (tx) =>
      tx.query<Row>(
        `SELECT n.id, n.template, n.params, n.link, n.created_at, r.read_at,
           coalesce((SELECT name FROM enterprise e WHERE e.id = n.enterprise_id),
             (SELECT enterprise_name FROM registration g WHERE g.id = n.registration_id), '') AS reader
         ${MINE} AND ($2::timestamptz IS NULL OR (n.created_at, n.id) < ($2::timestamptz, $3::uuid))
         AND (NOT $4 OR r.read_at IS NULL) ORDER BY n.created_at DESC, n.id DESC LIMIT $5`,
        [
          context.accountId,
          keyset.position?.[0] ?? null,
          keyset.position?.[1] ?? null,
          query.unread ?? false,
          keyset.limit + 1,
        ],
      ),
    );
    return keyset.toPage(
      rows,
      (row) => [row.created_at.toISOString(), row.id],
      (row) => this.toDto(row, language),
    );
  }

  countUnread(context: TenantContext): Promise<UnreadCountDto> {
    return this.database.read(context, async (tx) => {
      const [row] = await tx.query<UnreadCountDto>(
        `SELECT count(*)::int AS count FROM (SELECT 1 ${MINE} AND r.read_at IS NULL LIMIT 100) AS unread`,
        [context.accountId],
      );
      return { count: row?.count ?? 0 };
    });
  }

  async markAllRead(context: TenantContext): Promise<void> {
    await this.database.write(context, (tx) => markRead(tx, null));
  }

  /** @throws DomainError `record.not-found` for what isn't in the reader's inbox */
  async markRead(context: TenantContext, id: string): Promise<void> {
    await this.database.write(context, async (tx) => {
      if (!(await tx.manager.existsBy(NotificationEntity, { id })))
        throw new DomainError('record.not-found', { id });
      await markRead(tx, id);
    });
  }

  private toDto(row: Row, language: Language): NotificationDto {
    const url = `${this.config.PUBLIC_URL}${row.link ?? ''}`;
    const data = { ...row.params, enterpriseName: row.reader, url } as never;
    const { subject, lines, actionLabel } = buildMessage(row.template as MessageName, data, {
      language,
      platformName: '权衡',
    });
    return {
      id: row.id,
      title: subject,
      body: lines.join('\n'),
      createdAt: row.created_at,
      readAt: row.read_at,
      link: row.link,
      linkLabel: row.link === null ? null : actionLabel,
    };
  }
}

/** By this person; others still see a message as unread. */
async function markRead(tx: Transaction, id: string | null): Promise<void> {
  await tx.query(
    `INSERT INTO notification_read (notification_id, account_id, read_at)
     SELECT n.id, $1, $2 FROM notification n WHERE ${TOLD} AND ($3::uuid IS NULL OR n.id = $3) ON CONFLICT DO NOTHING`,
    [tx.context.accountId, tx.now, id],
  );
}

import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import type { FilingApplicationStatus } from '@quanheng/domain';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import type {
  FilingCountsDto,
  FilingDto,
  FilingHistoryDto,
  FilingHistoryEventDto,
  FilingItemIdsDto,
  FilingItemIdsQuery,
  FilingItemPageDto,
  FilingItemQuery,
  FilingPageDto,
  FilingQuery,
} from './filing.dto.js';
import {
  FILING_FROM,
  FILING_SELECT,
  findFilingItems,
  getFiling,
  OPEN_ITEM_OF,
  STATUS_SQL,
  toFiling,
  type FilingRow,
} from './filing.queries.js';

/** What enterprise and institution see of applications; row security says which. */
@Injectable()
export class FilingService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  find(context: TenantContext, query: FilingQuery): Promise<FilingPageDto> {
    const { column, id } = tenantOf(context);
    const page = new Keyset(this.config.JWT_SECRET, query, id);
    const descending = query.sort !== 'oldest';
    const openItem = query.status && OPEN_ITEM_OF[query.status];
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<FilingRow>(
        `${FILING_SELECT} WHERE f.${column} = $1 AND ($2::uuid IS NULL OR f.id ${descending ? '<' : '>'} $2)
           AND ($3::text IS NULL OR ${STATUS_SQL} = $3)
           AND ($4::text IS NULL OR position(lower($4) IN lower(f.case_number || ' ' || f.enterprise_name)) > 0)
           ${openItem ? `AND f.id IN (SELECT filing_id FROM filing_item WHERE ${column} = $1 AND status = '${openItem}')` : ''}
         AND ($6::text IS NULL OR CASE $6 WHEN 'me' THEN f.assignee_id = $7 ELSE f.assignee_id IS NULL END)
         ORDER BY f.id ${descending ? 'DESC' : 'ASC'} LIMIT $5`,
        [
          id,
          page.position?.[0] ?? null,
          query.status ?? null,
          query.q || null,
          page.limit + 1,
          query.assignee ?? null,
          context.accountId,
        ],
      );
      return page.toPage(rows, (row) => [row.id], toFiling);
    });
  }

  /** Tabs with their counts. An institution counts what is in work only: its archive has no end. */
  counts(context: TenantContext): Promise<FilingCountsDto> {
    const { column, id } = tenantOf(context);
    const inWork =
      context.kind === 'institution'
        ? `AND f.id IN (SELECT filing_id FROM filing_item WHERE ${column} = $1 AND status IN ('SUBMITTED', 'RETURNED'))`
        : '';
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<{ status: FilingApplicationStatus; count: number }>(
        `SELECT ${STATUS_SQL} AS status, count(*)::int AS count ${FILING_FROM} WHERE f.${column} = $1 ${inWork} GROUP BY 1`,
        [id],
      );
      return { counts: Object.fromEntries(rows.map((row) => [row.status, row.count])) };
    });
  }

  get(context: TenantContext, id: string): Promise<FilingDto> {
    return this.database.read(context, (tx) => getFiling(tx, id));
  }

  items(context: TenantContext, id: string, query: FilingItemQuery): Promise<FilingItemPageDto> {
    const page = new Keyset(this.config.JWT_SECRET, query, `${tenantOf(context).id} ${id}`);
    return this.database.read(context, async (tx) => {
      await getFiling(tx, id);
      const after = Number(page.position?.[0] ?? 0);
      const rows = await findFilingItems(tx, id, { ...query, after, limit: page.limit + 1 });
      return page.toPage(
        rows,
        (row) => [row.number],
        (row) => row,
      );
    });
  }

  itemIds(context: TenantContext, id: string, query: FilingItemIdsQuery): Promise<FilingItemIdsDto> {
    return this.database.read(context, async (tx) => {
      await getFiling(tx, id);
      const rows = await findFilingItems(tx, id, { ...query, limit: tx.settings.maxItemsPerFiling });
      return { items: rows.map(({ id, version, instrumentId }) => ({ id, version, instrumentId })) };
    });
  }

  /** Newest first; items decided together are one event with their count. */
  history(context: TenantContext, id: string): Promise<FilingHistoryDto> {
    return this.database.read(context, async (tx) => {
      await getFiling(tx, id);
      const items = await tx.query<FilingHistoryEventDto>(
        `SELECT at, actor_name AS "actorName", action, reason, 
           sum(coalesce(jsonb_array_length(after->'instrumentIds'), 1))::int AS count FROM audit_event
         WHERE (object_type = 'filing' AND object_id = $1)
           OR (object_type = 'filing-item' AND object_id IN (SELECT id::text FROM filing_item WHERE filing_id = $1::uuid))
         GROUP BY at, actor_name, action, reason ORDER BY at DESC, max(seq) DESC LIMIT 200`,
        [id],
      );
      return { items };
    });
  }
}

function tenantOf(context: TenantContext): { column: 'enterprise_id' | 'institution_id'; id: string } {
  return context.kind === 'institution'
    ? { column: 'institution_id', id: context.institutionId as string }
    : { column: 'enterprise_id', id: context.enterpriseId as string };
}

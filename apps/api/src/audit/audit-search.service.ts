import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { auditKind } from '@quanheng/domain';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import { auditCondition } from './audit-query.js';
import type { AuditEventDto, AuditPageDto, AuditQuery } from './audit.dto.js';
import { maskPersonal } from './mask-personal.js';

type Row = Omit<AuditEventDto, 'kind'> & { position: string };

export const AUDIT_COLUMNS = `id, at, action, actor_id AS "actorId", actor_name AS "actorName",
  on_behalf_of AS "onBehalfOf", object_type AS "objectType", object_id AS "objectId", before, after, reason,
  request_id AS "requestId", seq, at::text AS position`;

/** The audit log of the caller's own enterprise or institution, or of what the platform's admin looks after. */
@Injectable()
export class AuditSearchService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  find(context: TenantContext, query: AuditQuery): Promise<AuditPageDto> {
    const tenant = `audit ${context.enterpriseId ?? context.institutionId ?? 'platform'}`;
    const keyset = new Keyset(this.config.JWT_SECRET, query, tenant);
    const [at = null, id = null] = keyset.position ?? [];
    return this.database.read(context, async (tx) => {
      const { sql, params } = await auditCondition(tx, context, query);
      const place = params.length;
      const rows = await tx.query<Row>(
        `SELECT ${AUDIT_COLUMNS} FROM audit_event WHERE ${sql}
           AND ($${place + 1}::timestamptz IS NULL OR (at, id) < ($${place + 1}, $${place + 2}::uuid))
         ORDER BY at DESC, id DESC LIMIT $${place + 3}`,
        [...params, at, id, keyset.limit + 1],
      );
      return keyset.toPage(rows, (row) => [row.position, row.id], toEvent);
    });
  }
}

export function toEvent({ position: _, before, after, ...row }: Row): AuditEventDto {
  return { ...row, kind: auditKind(row.action), before: maskPersonal(before), after: maskPersonal(after) };
}

import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { auditKind, maskPersonal, type Language } from '@quanheng/domain';
import { auditCondition, startLongJob } from '@quanheng/operations';
import { ApiConfig } from '../config.js';
import { toLongJobDto, type LongJobDto } from '../long-job/long-job.dto.js';
import { assertWhole } from '../people/organisation.js';
import { withSystemSight } from '../account/own-registration.js';
import { Keyset } from '../platform/paging.js';
import type { AuditEventDto, AuditFilterDto, AuditPageDto, AuditQuery } from './audit.dto.js';
import { findObjectNames, toObject } from './object-names.js';

type Row = Omit<AuditEventDto, 'kind' | 'objectName'> & { position: string };

const COLUMNS = `id, at, action, actor_id AS "actorId", actor_name AS "actorName",
  on_behalf_of AS "onBehalfOf", object_type AS "objectType", object_id AS "objectId", before, after, reason,
  request_id AS "requestId", seq, at::text AS position`;

/** The audit log of the caller's own enterprise or institution, or of what the platform's admin looks after. */
@Injectable()
export class AuditSearchService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  /** Of the whole: a branch's admin would read in it what belongs to the other branches. */
  async find(context: TenantContext, query: AuditQuery): Promise<AuditPageDto> {
    assertWhole(context);
    const tenant = `audit ${context.enterpriseId ?? context.institutionId ?? 'platform'}`;
    const keyset = new Keyset(this.config.JWT_SECRET, query, tenant);
    const [at = null, id = null] = keyset.position ?? [];
    const filter = await this.resolve(context, query);
    const page = await this.database.read(context, async (tx) => {
      const { sql, params } = await auditCondition(tx, context, filter);
      const place = params.length;
      const rows = await tx.query<Row>(
        `SELECT ${COLUMNS} FROM audit_event WHERE ${sql}
           AND ($${place + 1}::timestamptz IS NULL OR (at, id) < ($${place + 1}, $${place + 2}::uuid))
         ORDER BY at DESC, id DESC LIMIT $${place + 3}`,
        [...params, at, id, keyset.limit + 1],
      );
      return keyset.toPage(rows, (row) => [row.position, row.id], toEvent);
    });
    const names = await this.database.read(sightOf(context), (tx) =>
      findObjectNames(
        tx,
        page.items.map(({ objectId }) => objectId),
      ),
    );
    return {
      ...page,
      items: page.items.map((event) => ({ ...event, objectName: names.get(event.objectId) ?? null })),
    };
  }

  /** Long work; that the log was taken out is in the log. */
  async export(context: TenantContext, given: AuditFilterDto, language: Language): Promise<LongJobDto> {
    const filter = await this.resolve(context, given);
    return this.database.write(context, async (tx) => {
      assertWhole(context);
      const job = await startLongJob(tx, 'audit.export', { filter: { ...filter } });
      tx.audit({ action: 'audit.export', objectType: 'long-job', objectId: job.id, after: { ...filter } });
      return toLongJobDto(job, language);
    });
  }

  /** An account is looked for by its login name, too: whose lock it was is no case number. */
  private async resolve<F extends AuditFilterDto>(context: TenantContext, filter: F): Promise<F> {
    const { object } = filter;
    if (!object) return filter;
    return { ...filter, object: await this.database.read(sightOf(context), (tx) => toObject(tx, object)) };
  }
}

/** The platform's admin looks after all accounts, whom row security shows to the system alone. */
const sightOf = (context: TenantContext): TenantContext =>
  context.kind === 'platform' ? withSystemSight(context) : context;

function toEvent({ position: _, before, after, ...row }: Row): Omit<AuditEventDto, 'objectName'> {
  return { ...row, kind: auditKind(row.action), before: maskPersonal(before), after: maskPersonal(after) };
}

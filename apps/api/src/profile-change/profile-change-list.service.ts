import { Injectable } from '@nestjs/common';
import { Database, ProfileChangeEntity, type TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { HistoryDto, HistoryEventDto } from '../audit/audit.service.js';
import { assignedCondition, toAssignee } from '../account/case-assignment.service.js';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import type {
  ProfileChangeCountsDto,
  ProfileChangeDto,
  ProfileChangeItemDto,
  ProfileChangePageDto,
  ProfileChangeQuery,
} from './profile-change.dto.js';
import { ProfileChangePresenter } from './profile-change.presenter.js';

const STEPS = ['create', 'submit', 'return', 'approve', 'reject', 'withdraw', 'assign'].map(
  (step) => `profile-change.${step}`,
);
const COLUMNS = `c.id, c.version, c.case_number AS "caseNumber", c.status, c.kinds, c.proof, e.name AS "enterpriseName",
  e.credit_code AS "creditCode", c.created_at AS "createdAt", c.submitted_at AS "submittedAt",
  c.decided_at AS "decidedAt", a.id AS "assigneeId", a.display_name AS "assigneeName"`;
const FROM = `profile_change c JOIN enterprise e ON e.id = c.enterprise_id LEFT JOIN account a ON a.id = c.assigned_to`;

type Row = Omit<ProfileChangeItemDto, 'assignedTo'> & {
  assigneeId: string | null;
  assigneeName: string | null;
  position: string;
};

@Injectable()
export class ProfileChangeListService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
    private readonly presenter: ProfileChangePresenter,
  ) {}

  /** What was submitted to this institution: what waits, the oldest first; everything else, the newest first. */
  find(context: TenantContext, query: ProfileChangeQuery): Promise<ProfileChangePageDto> {
    const keyset = new Keyset(
      this.config.JWT_SECRET,
      query,
      `institution ${context.institutionId} ${context.accountId}`,
    );
    const [after, order] = query.status === 'SUBMITTED' ? ['>', 'ASC'] : ['<', 'DESC'];
    const [at = null, id = null] = keyset.position ?? [];
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<Row>(
        `SELECT ${COLUMNS}, c.submitted_at::text AS position FROM ${FROM}
         WHERE c.institution_id = $1 AND c.submitted_at IS NOT NULL AND ($2::text IS NULL OR c.status = $2)
           AND ($3::text IS NULL OR e.name ILIKE $3 OR c.enterprise_name ILIKE $3 OR e.credit_code ILIKE $3 OR c.case_number ILIKE $3)
           AND ($4::timestamptz IS NULL OR (c.submitted_at, c.id) ${after} ($4, $5::uuid))
           ${assignedCondition(query, '$7')}
         ORDER BY c.submitted_at ${order}, c.id ${order} LIMIT $6`,
        [
          context.institutionId,
          query.status ?? null,
          toPattern(query.q),
          at,
          id,
          keyset.limit + 1,
          context.accountId,
        ],
      );
      return keyset.toPage(
        rows,
        (row) => [row.position, row.id],
        (row) => toItem(row, context),
      );
    });
  }

  counts(context: TenantContext): Promise<ProfileChangeCountsDto> {
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<{ status: string; count: number }>(
        `SELECT status, count(*)::int AS count FROM profile_change
         WHERE institution_id = $1 AND submitted_at IS NOT NULL GROUP BY status`,
        [context.institutionId],
      );
      return { counts: Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
    });
  }

  get(context: TenantContext, id: string): Promise<ProfileChangeDto> {
    return this.database.read(context, async (tx) => {
      const row = await tx.manager.findOneBy(ProfileChangeEntity, { id });
      if (!row) throw new DomainError('record.not-found', { id });
      return this.presenter.toDto(tx, context, row);
    });
  }

  /** Those of the caller's enterprise, the newest first; who asked for them and how they ended. */
  async own(context: TenantContext): Promise<ProfileChangePageDto> {
    const rows = await this.database.read(context, (tx) =>
      tx.query<Row>(
        `SELECT ${COLUMNS} FROM ${FROM} WHERE c.enterprise_id = $1 AND (c.submitted_at IS NOT NULL OR c.proof = 'SESSION')
         ORDER BY c.id DESC LIMIT 50`,
        [context.enterpriseId],
      ),
    );
    return { items: rows.map((row) => toItem(row, context)), next: null };
  }

  /** Its steps, newest first: reviewers by name, whoever asked by the name given. */
  history(context: TenantContext, id: string): Promise<HistoryDto> {
    return this.database.read({ ...context, kind: 'system' }, async (tx) => {
      const row = await tx.manager.findOneBy(ProfileChangeEntity, { id });
      if (!row || row.institutionId !== context.institutionId || row.status === 'DRAFT')
        throw new DomainError('record.not-found', { id });
      const items = await tx.query<HistoryEventDto>(
        `SELECT at, action, reason, coalesce(actor_name, $3) AS "actorName" FROM audit_event
         WHERE object_type = 'profile-change' AND object_id = $1 AND action = ANY($2) ORDER BY at DESC, id DESC LIMIT 200`,
        [id, STEPS, row.applicantName],
      );
      return { items };
    });
  }
}

function toItem(
  { position: _, assigneeId, assigneeName, ...item }: Row,
  context: TenantContext,
): ProfileChangeItemDto {
  return { ...item, assignedTo: toAssignee(assigneeId, assigneeName, context) };
}

function toPattern(text: string | undefined): string | null {
  return text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null;
}

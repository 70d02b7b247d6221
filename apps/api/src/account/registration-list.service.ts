import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { ApiConfig } from '../config.js';
import { HistoryDto, type HistoryEventDto } from '../audit/audit.service.js';
import { Keyset } from '../platform/paging.js';
import { assignedCondition, toAssignee } from './case-assignment.service.js';
import { findInstitution, getOwn, withSystemSight } from './own-registration.js';
import type {
  RegistrationCountsDto,
  RegistrationItemDto,
  RegistrationPageDto,
  RegistrationQuery,
} from './registration.dto.js';

/** What a registration's history shows: the steps, not every keystroke. */
const STEPS = ['create', 'submit', 'return', 'approve', 'reject', 'assign'].map(
  (step) => `registration.${step}`,
);

type Row = Omit<RegistrationItemDto, 'assignedTo'> & {
  assigneeId: string | null;
  assigneeName: string | null;
  position: string;
};

@Injectable()
export class RegistrationListService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  /** What was submitted to this institution: what waits, the oldest first; everything else, the newest first. */
  find(context: TenantContext, query: RegistrationQuery): Promise<RegistrationPageDto> {
    const keyset = new Keyset(
      this.config.JWT_SECRET,
      query,
      `institution ${context.institutionId} ${context.accountId}`,
    );
    const [after, order] = query.status === 'SUBMITTED' ? ['>', 'ASC'] : ['<', 'DESC'];
    const [at = null, id = null] = keyset.position ?? [];
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<Row>(
        `SELECT c.id, c.version, c.case_number AS "caseNumber", c.status, c.registrant_kind AS "registrantKind",
                c.enterprise_name AS "enterpriseName", c.credit_code AS "creditCode", c.submitted_at AS "submittedAt",
                c.decided_at AS "decidedAt", a.id AS "assigneeId", a.display_name AS "assigneeName",
                c.submitted_at::text AS position
         FROM registration c LEFT JOIN account a ON a.id = c.assigned_to
         WHERE c.institution_id = $1 AND c.status <> 'DRAFT' AND ($2::text IS NULL OR c.status = $2)
           AND ($3::text IS NULL OR c.enterprise_name ILIKE $3 OR c.credit_code ILIKE $3 OR c.case_number ILIKE $3)
           AND ($4::timestamptz IS NULL OR (c.submitted_at, c.id) ${after} ($4, $5::uuid))
           ${assignedCondition(query, '$7')}
         ORDER BY c.submitted_at ${order}, c.id ${order} LIMIT $6`,
        [
          ...[context.institutionId, query.status ?? null, toPattern(query.q), at, id, keyset.limit + 1],
          context.accountId,
        ],
      );
      return keyset.toPage(
        rows,
        (row) => [row.position, row.id],
        ({ position: _, assigneeId, assigneeName, ...item }) => ({
          ...item,
          assignedTo: toAssignee(assigneeId, assigneeName, context),
        }),
      );
    });
  }

  counts(context: TenantContext): Promise<RegistrationCountsDto> {
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<{ status: string; count: number }>(
        `SELECT status, count(*)::int AS count FROM registration
         WHERE institution_id = $1 AND status <> 'DRAFT' GROUP BY status`,
        [context.institutionId],
      );
      return { counts: Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
    });
  }

  /** Each side sees its own people by name, of the other only which institution or enterprise it was. */
  history(context: TenantContext, id: string): Promise<HistoryDto> {
    return this.database.read(withSystemSight(context), async (tx) => {
      const row = await getOwn(tx, context, id);
      const institution = await findInstitution(tx, row.institutionId);
      const isReviewer = context.kind === 'institution';
      const items = await tx.query<HistoryEventDto>(
        `SELECT at, action, reason,
           CASE WHEN $3 AND (actor_id = $4 OR actor_id IS NULL) THEN $5
                WHEN NOT $3 AND actor_id IS DISTINCT FROM $4 AND actor_id IS NOT NULL THEN $6
                ELSE actor_name END AS "actorName"
         FROM audit_event WHERE object_type = 'registration' AND object_id = $1 AND action = ANY($2)
         ORDER BY at DESC, id DESC`,
        [id, STEPS, isReviewer, row.accountId, row.enterpriseName, institution?.name ?? null],
      );
      return { items };
    });
  }
}

function toPattern(text: string | undefined): string | null {
  return text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null;
}

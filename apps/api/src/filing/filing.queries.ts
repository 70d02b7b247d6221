import { findCalendar, type Transaction } from '@quanheng/database';
import {
  DomainError,
  filingApplicationStatus,
  mayNudge,
  type FilingApplicationStatus,
  type FilingItemCounts,
} from '@quanheng/domain';
import type { FilingDto, FilingItemCountsDto, FilingItemDto, FilingListItemDto } from './filing.dto.js';

export interface FilingRow extends Omit<FilingListItemDto, 'status' | 'counts' | 'total'> {
  readonly counts: FilingItemCounts;
}

const NO_COUNTS: FilingItemCountsDto = {
  SUBMITTED: 0,
  RETURNED: 0,
  APPROVED: 0,
  REJECTED: 0,
  WITHDRAWN: 0,
  LAPSED: 0,
  SUPERSEDED: 0,
};

const FILING_COLUMNS = `f.id, f.case_number AS "caseNumber", f.enterprise_id AS "enterpriseId",
  f.enterprise_name AS "enterpriseName", f.institution_id AS "institutionId", i.name AS "institutionName",
  f.submitted_by_name AS "submittedByName", f.submitted_at AS "submittedAt", f.version,
  f.kind, f.assignee_id AS "assigneeId", f.assignee_name AS "assigneeName", f.review_due_on AS "reviewDueOn",
  f.handler_name AS "handlerName", f.nudged_on AS "nudgedOn", f.nudges, c.counts`;

/** An application with how many of its items are in each status. */
export const FILING_FROM = `FROM filing f JOIN institution i ON i.id = f.institution_id
  CROSS JOIN LATERAL (SELECT jsonb_object_agg(status, n) AS counts FROM
    (SELECT status, count(*)::int AS n FROM filing_item WHERE filing_id = f.id GROUP BY status) s) c`;

/** `filingApplicationStatus` of the domain, said in SQL over `c.counts`; a test holds the two together. */
export const STATUS_SQL = `CASE
  WHEN c.counts ? 'SUBMITTED' THEN 'IN_REVIEW'
  WHEN c.counts ? 'RETURNED' THEN 'NEEDS_CORRECTION'
  WHEN c.counts ? 'DRAFT' THEN 'DRAFT'
  WHEN c.counts ?| ARRAY['APPROVED', 'LAPSED', 'SUPERSEDED'] THEN
    CASE WHEN c.counts ?| ARRAY['REJECTED', 'WITHDRAWN'] THEN 'PARTLY_APPROVED' ELSE 'APPROVED' END
  WHEN c.counts ? 'REJECTED' THEN 'REJECTED' ELSE 'WITHDRAWN' END`;

/** The open states are found through their items' index, so that a queue doesn't read what was decided years ago. */
export const OPEN_ITEM_OF: Partial<Record<FilingApplicationStatus, string>> = {
  IN_REVIEW: 'SUBMITTED',
  NEEDS_CORRECTION: 'RETURNED',
};

/** Whose duties say so: the business office ★. */
const OFFICE = `LEFT JOIN LATERAL (SELECT d.name, d.phone FROM department d WHERE d.institution_id = f.institution_id
  AND EXISTS (SELECT 1 FROM unnest(d.duties) duty WHERE duty LIKE '%备案%') ORDER BY d.id LIMIT 1) office ON true`;

export const FILING_SELECT = `SELECT ${FILING_COLUMNS} ${FILING_FROM}`;

export function toFiling(row: FilingRow): FilingListItemDto {
  const counts = { ...NO_COUNTS, ...row.counts };
  const total = Object.values(row.counts).reduce((sum, count) => sum + (count ?? 0), 0);
  return { ...row, status: filingApplicationStatus(row.counts), counts, total };
}

/** @throws DomainError `record.not-found`, also for another tenant's */
export async function getFiling(tx: Transaction, id: string): Promise<FilingDto> {
  const [row] = await tx.query<FilingRow & Omit<FilingDto, keyof FilingListItemDto>>(
    `SELECT ${FILING_COLUMNS}, i.address AS "institutionAddress", i.phone AS "institutionPhone",
       f.submitted_by = $2 AS "submittedByMe", office.name AS "officeName", office.phone AS "officePhone"
     ${FILING_FROM} ${OFFICE} WHERE f.id = $1`,
    [id, tx.context.accountId],
  );
  if (!row) throw new DomainError('record.not-found', { id });
  const filing = toFiling(row);
  const waits = (row.counts.SUBMITTED ?? 0) > 0;
  return { ...row, ...filing, mayNudge: waits && mayNudge(row.nudgedOn, tx.today, await findCalendar(tx)) };
}

/** The items of one application with their machine checks; `$1` filing, `$2` today, `$3` whether to check, `$4` ids or null. */
const ITEM_SELECT = `WITH item AS (
    SELECT * FROM filing_item WHERE filing_id = $1 AND ($4::uuid[] IS NULL OR id = ANY($4))),
  elsewhere AS (SELECT id FROM filed_elsewhere(CASE WHEN $3 THEN (SELECT array_agg(instrument_id) FROM item) END)),
  edition AS (SELECT id FROM catalogue_edition WHERE effective_from <= $2
    AND (effective_to IS NULL OR effective_to >= $2) ORDER BY effective_from DESC LIMIT 1),
  checked AS (
    SELECT item.*, k.kind, r.name AS region, jsonb_build_array(
      jsonb_build_object('code', 'CATEGORY_IN_FORCE', 'ok', k.compulsory IS TRUE),
      jsonb_build_object('code', 'REGION_KNOWN', 'ok', r.retired IS FALSE),
      jsonb_build_object('code', 'REGION_SPECIFIC', 'ok', coalesce(NOT r.generic, true)),
      jsonb_build_object('code', 'ACCURACY_PRESENT', 'ok', coalesce(item.snapshot->>'accuracyClass', '') NOT IN ('', '-', '/', '无')),
      jsonb_build_object('code', 'NOT_FILED_ELSEWHERE', 'ok', e.id IS NULL)) AS all_checks
    FROM item LEFT JOIN elsewhere e ON e.id = item.instrument_id
    LEFT JOIN region r ON r.code = item.snapshot->>'regionCode'
    LEFT JOIN catalogue_item k ON k.edition_id = (SELECT id FROM edition) AND k.code = item.snapshot->>'categoryCode')
  SELECT id, instrument_id AS "instrumentId", position + 1 AS number, status, version, snapshot, changes,
    CASE WHEN changes IS NOT NULL THEN (SELECT e.before FROM audit_event e WHERE e.object_type = 'filing'
      AND e.object_id = checked.filing_id::text AND e.action = 'filing.request-change' ORDER BY e.seq DESC LIMIT 1) END AS before,
    coalesce(kind, snapshot->>'categoryCode') AS kind, region AS "regionName", comment, decided_by_name AS "decidedByName",
    decided_at AS "decidedAt", approved_on AS "approvedOn",
    CASE WHEN $3 THEN all_checks ELSE '[]'::jsonb END AS checks
  FROM checked`;

export interface ItemFilter {
  readonly ids?: readonly string[];
  readonly status?: string;
  readonly failed?: boolean;
  readonly after?: number;
  readonly limit?: number;
}

export function findFilingItems(
  tx: Transaction,
  filingId: string,
  filter: ItemFilter,
): Promise<FilingItemDto[]> {
  const { ids = null, status = null, failed = null, after = 0, limit = 1000 } = filter;
  return tx.query<FilingItemDto>(
    `${ITEM_SELECT} WHERE position >= $5 AND ($6::text IS NULL OR status = $6)
       AND ($7::boolean IS NULL OR $7 = (all_checks @> '[{"ok": false}]')) ORDER BY position LIMIT $8`,
    [filingId, tx.today, tx.context.kind === 'institution', ids, after, status, failed, limit],
  );
}

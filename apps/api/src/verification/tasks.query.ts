import type { TenantContext, Transaction } from '@quanheng/database';
import type { Keyset } from '../platform/paging.js';
import type { TaskCountsDto, TaskPageDto, TaskQuery, TaskRowDto } from './task.dto.js';

const ROW = `t.id, t.version, t.case_number AS "caseNumber", t.status, t.due_on AS "dueOn",
  t.enterprise_name AS "enterpriseName", t.instrument->>'name' AS "instrumentName", t.instrument->>'model' AS model,
  t.instrument->>'serialNumber' AS "serialNumber", t.instrument->>'categoryCode' AS "categoryCode",
  t.instrument->>'verificationMode' AS mode, t.verifier_id AS "verifierId", t.verifier_name AS "verifierName",
  t.checker_name AS "checkerName", t.conclusion, t.verified_on AS "verifiedOn", t.valid_until AS "validUntil"`;
const SEARCHED = `lower(concat_ws(' ', t.case_number, t.enterprise_name, t.instrument->>'name', t.instrument->>'model',
  t.instrument->>'serialNumber', t.instrument->>'ownNumber'))`;
const OPEN = `t.status NOT IN ('DONE', 'UNABLE')`;

/** The caller's own axis; row security says the same, this lets the index be used. */
const ownOf = ({ kind }: TenantContext) =>
  kind === 'enterprise' ? 't.enterprise_id = ctx_enterprise_id()' : 't.institution_id = ctx_institution_id()';

/** A queue comes by due date; what is over, and all states together, newest first. */
export async function findTasks(tx: Transaction, query: TaskQuery, keyset: Keyset): Promise<TaskPageDto> {
  const over = query.status ? query.status === 'DONE' || query.status === 'UNABLE' : !query.overdue;
  const [due, id] = keyset.position ?? [null, null];
  const after = over
    ? '($1::date IS NULL OR t.id < $2::uuid)'
    : '($1::date IS NULL OR (t.due_on, t.id) > ($1::date, $2::uuid))';
  const rows = await tx.query<TaskRowDto>(
    `SELECT ${ROW} FROM verification_task t WHERE ${ownOf(tx.context)} AND ${after}
       AND ($3::text IS NULL OR t.status = $3) AND ($4::uuid IS NULL OR t.verifier_id = $4)
       AND (NOT $5 OR (${OPEN} AND t.due_on < $6::date)) AND ($7::text IS NULL OR t.instrument->>'categoryCode' = $7)
       AND ($8::uuid IS NULL OR t.receipt_id = $8) AND ($9::uuid IS NULL OR t.appointment_id = $9)
       AND ($10::text IS NULL OR position(lower($10) in ${SEARCHED}) > 0)
     ORDER BY ${over ? 't.id DESC' : 't.due_on, t.id'} LIMIT $11`,
    [
      due,
      id,
      query.status ?? null,
      query.mine ? tx.context.accountId : null,
      query.overdue ?? false,
      tx.today,
      query.categoryCode ?? null,
      query.receiptId ?? null,
      query.appointmentId ?? null,
      query.q || null,
      keyset.limit + 1,
    ],
  );
  return keyset.toPage(
    rows,
    (row) => [row.dueOn, row.id],
    (row) => (tx.context.kind === 'enterprise' ? withoutFindings(row) : row),
  );
}

/** A client follows the progress; what was found is said by the certificate once it is issued. */
function withoutFindings(row: TaskRowDto): TaskRowDto {
  return { ...row, conclusion: null, verifiedOn: null, validUntil: null };
}

/** Only what is not over is counted: it is what waits, and it stays few. */
export async function countTasks(tx: Transaction): Promise<TaskCountsDto> {
  const rows = await tx.query<{ status: string; count: number; mine: number; overdue: number }>(
    `SELECT t.status, count(*)::int AS count, count(*) FILTER (WHERE t.verifier_id = $1)::int AS mine,
       count(*) FILTER (WHERE t.due_on < $2::date)::int AS overdue
     FROM verification_task t WHERE ${ownOf(tx.context)} AND ${OPEN} GROUP BY t.status`,
    [tx.context.accountId, tx.today],
  );
  const total = (name: 'mine' | 'overdue') => rows.reduce((sum, row) => sum + row[name], 0);
  return {
    counts: Object.fromEntries(rows.map((row) => [row.status, row.count])),
    mine: total('mine'),
    overdue: total('overdue'),
    today: tx.today,
  };
}

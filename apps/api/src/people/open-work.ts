import type { AccountEntity, Transaction } from '@quanheng/database';
import { DomainError, OPEN_WORK, type OpenWorkKind, type Role } from '@quanheng/domain';
import { buildJob } from '@quanheng/queues';
import type { OpenWorkDto, OpenWorkGroupDto } from './member.dto.js';

interface OpenKind {
  readonly table: string;
  /** The type of its audit events. */
  readonly objectType: string;
  /** What is open in the name of account `$1`, as a condition on `w`. */
  readonly open: string;
  readonly name: string;
  /** Puts account `$2`, named `$3`, in the place. */
  readonly move: string;
}

const HANDLED = 'handler_id = $2, handler_name = $3';

const ASSIGNED = `w.assigned_to = $1 AND w.institution_id = ctx_institution_id() AND w.status IN ('SUBMITTED', 'RETURNED')`;

/** Where somebody's name stands on unfinished work. What is finished keeps the name of who did it. */
const KINDS: Readonly<Record<OpenWorkKind, OpenKind>> = {
  FILING: {
    table: 'filing',
    objectType: 'filing',
    open: `coalesce(w.handler_id, w.submitted_by) = $1 AND w.enterprise_id = ctx_enterprise_id()
      AND EXISTS (SELECT FROM filing_item i WHERE i.filing_id = w.id AND i.status IN ('DRAFT', 'SUBMITTED', 'RETURNED'))`,
    name: 'w.case_number',
    move: HANDLED,
  },
  BOOKING: {
    table: 'appointment',
    objectType: 'appointment',
    open: `coalesce(w.handler_id, w.created_by) = $1 AND w.enterprise_id = ctx_enterprise_id()
      AND w.status IN ('PENDING', 'CONFIRMED', 'RESCHEDULE_PROPOSED', 'PARTIALLY_RECEIVED')`,
    name: 'w.case_number',
    // The institution calls the contact person: that must not be who has left.
    move: `${HANDLED},
      contact_person = CASE WHEN contact_person = $4 THEN $3 ELSE contact_person END,
      contact_phone = CASE WHEN contact_person = $4 THEN coalesce($5, contact_phone) ELSE contact_phone END`,
  },
  IMPORT: {
    table: 'import_batch',
    objectType: 'import',
    open: `w.created_by = $1 AND w.status NOT IN ('COMPLETED', 'FAILED', 'CANCELLED', 'UNDONE', 'EXPIRED')`,
    name: 'w.file_name',
    move: 'created_by = $2',
  },
  REGISTRATION: {
    table: 'registration',
    objectType: 'registration',
    open: ASSIGNED,
    name: 'w.case_number',
    move: 'assigned_to = $2',
  },
  PROFILE_CHANGE: {
    table: 'profile_change',
    objectType: 'profile-change',
    open: ASSIGNED,
    name: 'w.case_number',
    move: 'assigned_to = $2',
  },
  REVIEW: {
    table: 'filing',
    objectType: 'filing',
    open: `w.assignee_id = $1 AND w.institution_id = ctx_institution_id()
      AND EXISTS (SELECT FROM filing_item i WHERE i.filing_id = w.id AND i.status IN ('SUBMITTED', 'RETURNED'))`,
    name: 'w.case_number',
    move: 'assignee_id = $2, assignee_name = $3',
  },
  // One that waits for its checker keeps its verifier: who verified is on the record. Returned, it is open again.
  TASK: {
    table: 'verification_task',
    objectType: 'task',
    open: `w.verifier_id = $1 AND w.institution_id = ctx_institution_id() AND w.status IN ('WAITING', 'IN_PROGRESS', 'PAUSED')`,
    name: 'w.case_number',
    move: 'verifier_id = $2, verifier_name = $3',
  },
  ON_SITE: {
    table: 'appointment',
    objectType: 'appointment',
    open: `w.verifier_id = $1 AND w.institution_id = ctx_institution_id()
      AND w.status IN ('PENDING', 'CONFIRMED', 'RESCHEDULE_PROPOSED', 'PARTIALLY_RECEIVED')`,
    name: 'w.case_number',
    move: 'verifier_id = $2, verifier_name = $3',
  },
};

/** What an account leaves behind when it keeps only these roles. */
export async function findOpenWork(
  tx: Transaction,
  accountId: string,
  kept: readonly Role[],
): Promise<OpenWorkDto> {
  const groups: OpenWorkGroupDto[] = [];
  for (const kind of lostKinds(kept)) {
    const { table, open, name } = KINDS[kind];
    const [found] = await tx.query<{ count: number; items: OpenWorkGroupDto['items'] }>(
      `SELECT count(*)::int AS count, coalesce((jsonb_agg(jsonb_build_object('name', name, 'status', status) ORDER BY id)
         FILTER (WHERE place <= 20)), '[]') AS items
       FROM (SELECT w.id, ${name} AS name, ${table === 'filing' ? `'SUBMITTED'` : 'w.status'} AS status,
               row_number() OVER (ORDER BY w.id) AS place FROM ${table} w WHERE ${open}) o`,
      [accountId],
    );
    if (found?.count) groups.push({ kind, ...found, roles: [...OPEN_WORK[kind]] });
  }
  return { total: groups.reduce((sum, { count }) => sum + count, 0), groups };
}

/**
 * Moves it to a colleague, in the caller's transaction: each piece with its own audit event and a new version.
 * @throws DomainError `member.open-work` without a colleague, `member.colleague-unfit`
 */
export async function handOver(
  tx: Transaction,
  from: AccountEntity,
  to: AccountEntity | null,
  kept: readonly Role[],
): Promise<void> {
  const { total, groups } = await findOpenWork(tx, from.id, kept);
  if (total === 0) return;
  if (!to) throw new DomainError('member.open-work', { count: total });
  assertFit(from, to, groups);
  for (const { kind } of groups) await move(tx, kind, from, to);
}

function assertFit(from: AccountEntity, to: AccountEntity, groups: readonly OpenWorkGroupDto[]): void {
  const isFit = groups.every(({ roles }) => roles.some((role) => to.roles.includes(role)));
  // A branch's work stays where its members see it.
  const isNear = to.branchId === null || to.branchId === from.branchId;
  if (isFit && isNear && to.status === 'ACTIVE' && to.id !== from.id) return;
  const roles = groups.map((group) => group.roles.join('/')).join(', ');
  throw new DomainError('member.colleague-unfit', { roles }, [
    { pointer: '/handOverTo', code: 'member.colleague-unfit', details: { roles } },
  ]);
}

async function move(
  tx: Transaction,
  kind: OpenWorkKind,
  from: AccountEntity,
  to: AccountEntity,
): Promise<void> {
  const { table, open, move: set, objectType } = KINDS[kind];
  const params = [from.id, to.id, to.displayName, from.displayName, to.mobile];
  const used = params.slice(
    0,
    Math.max(...[...`${open}${set}`.matchAll(/\$(\d)/g)].map(([, place]) => Number(place))),
  );
  const rows = await tx.query<{ id: string; version: number; enterprise_id: string; status: string | null }>(
    `WITH moved AS (UPDATE ${table} w SET ${set}, version = version + 1, updated_at = now() WHERE ${open}
       RETURNING w.*) SELECT id, version, enterprise_id, to_jsonb(moved) ->> 'status' AS status FROM moved ORDER BY id`,
    used,
  );
  for (const { id, version, enterprise_id: enterpriseId, status } of rows) {
    const names = { before: { handler: from.displayName }, after: { handler: to.displayName } };
    tx.audit({ action: `${objectType}.hand-over`, objectType, objectId: id, ...names, enterpriseId });
    // The form names the verifier who comes.
    if (kind === 'ON_SITE' && status === 'CONFIRMED')
      tx.emit(buildJob('appointment.render-form', { appointmentId: id, revision: version }));
  }
}

const lostKinds = (kept: readonly Role[]): OpenWorkKind[] =>
  (Object.keys(OPEN_WORK) as OpenWorkKind[]).filter(
    (kind) => !OPEN_WORK[kind].some((role: Role) => kept.includes(role)),
  );

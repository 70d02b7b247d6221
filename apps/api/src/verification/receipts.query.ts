import type { Transaction } from '@quanheng/database';
import { DomainError, RETURNABLE_ITEM_STATUSES, undoableUntil } from '@quanheng/domain';
import type { Keyset } from '../platform/paging.js';
import type { HandBackDto } from './hand-back.dto.js';
import type {
  ReceiptDto,
  ReceiptItemDto,
  ReceiptPageDto,
  ReceiptQuery,
  ReceiptRowDto,
} from './receipt.dto.js';

const countOf = (statuses: string) =>
  `(SELECT count(*)::int FROM appointment_item i WHERE i.receipt_id = r.id AND i.status IN (${statuses}))`;

/** Of item `i` of appointment `a`: it lies at the institution and waits to be fetched. */
const RETURNABLE = `(a.mode = 'BRING_IN' AND i.hand_back_id IS NULL
  AND i.status IN (${RETURNABLE_ITEM_STATUSES.map((status) => `'${status}'`).join(', ')}))`;

const ROW = `r.id, r.case_number AS "caseNumber", r.appointment_id AS "appointmentId",
  a.case_number AS "appointmentNumber", a.enterprise_name AS "enterpriseName", a.mode,
  r.received_at AS "receivedAt", r.received_by_name AS "receivedByName", r.due_on AS "dueOn",
  ${countOf(`'RECEIVED', 'DONE', 'UNABLE'`)} AS received, ${countOf(`'MISSING'`)} AS missing,
  ${countOf(`'REFUSED'`)} AS refused, r.undone_at AS "undoneAt",
  (SELECT count(*)::int FROM appointment_item i WHERE i.receipt_id = r.id AND ${RETURNABLE}) AS returnable,
  (SELECT count(*)::int FROM appointment_item i WHERE i.receipt_id = r.id AND i.hand_back_id IS NOT NULL) AS "handedBack"`;
const FROM = 'FROM receipt r JOIN appointment a ON a.id = r.appointment_id';
/** The caller's own axis; row security says the same, this lets the index be used. */
const ownOf = ({ context }: Transaction) =>
  context.kind === 'enterprise'
    ? 'r.enterprise_id = ctx_enterprise_id()'
    : 'r.institution_id = ctx_institution_id()';

/** Receipts, newest first. */
export async function findReceipts(
  tx: Transaction,
  { q, appointmentId, returnable }: ReceiptQuery,
  keyset: Keyset,
): Promise<ReceiptPageDto> {
  const rows = await tx.query<ReceiptRowDto>(
    `SELECT ${ROW} ${FROM} WHERE ${ownOf(tx)} AND ($1::uuid IS NULL OR r.id < $1) AND ($2::uuid IS NULL OR r.appointment_id = $2)
       AND ($3::text IS NULL OR position(lower($3) in lower(concat_ws(' ', r.case_number, a.case_number, a.enterprise_name))) > 0)
       AND (NOT $5::boolean OR EXISTS (SELECT 1 FROM appointment_item i WHERE i.receipt_id = r.id AND ${RETURNABLE}))
     ORDER BY r.id DESC LIMIT $4`,
    [keyset.position?.[0] ?? null, appointmentId ?? null, q || null, keyset.limit + 1, returnable ?? false],
  );
  return keyset.toPage(
    rows,
    (row) => [row.id],
    (row) => row,
  );
}

/** @throws DomainError `record.not-found` */
export async function getReceipt(tx: Transaction, id: string): Promise<ReceiptDto> {
  const [row] = await tx.query<Omit<ReceiptDto, 'items' | 'handBacks' | 'undoableUntil'>>(
    `SELECT ${ROW}, r.version, a.status AS "appointmentStatus", r.delivered_by AS "deliveredBy", r.remark,
       r.undone_by_name AS "undoneByName", r.pickup_code IS NOT NULL AND r.pickup_failures < $2 AS "codeAccepted",
       CASE WHEN r.enterprise_id = ctx_enterprise_id() THEN r.pickup_code END AS "pickupCode",
       r.slip_attachment_id IS NOT NULL AS "filesReady" ${FROM} WHERE r.id = $1`,
    [id, tx.settings.maxPickupFailures],
  );
  if (!row) throw new DomainError('record.not-found', { id });
  return {
    ...row,
    undoableUntil: undoableUntil(row.receivedAt, tx.settings),
    items: await findReceiptItems(tx, id),
    handBacks: await findHandBacks(tx, id),
  };
}

function findHandBacks(tx: Transaction, receiptId: string): Promise<HandBackDto[]> {
  return tx.query<HandBackDto>(
    `SELECT h.id, h.taken_by AS "takenBy", h.taken_at AS "takenAt", h.proof, h.signature_id AS "signatureId",
       h.handed_by_name AS "handedByName", h.remark,
       (SELECT count(*)::int FROM appointment_item i WHERE i.hand_back_id = h.id) AS count
     FROM hand_back h WHERE h.receipt_id = $1 ORDER BY h.id`,
    [receiptId],
  );
}

function findReceiptItems(tx: Transaction, receiptId: string): Promise<ReceiptItemDto[]> {
  return tx.query<ReceiptItemDto>(
    `SELECT i.id, i.status, i.reason, i.accessories, i.appearance, i.note, i.hand_back_id AS "handBackId",
       ${RETURNABLE} AS returnable, n.name, n.model, n.serial_number AS "serialNumber", t.id AS "taskId", t.case_number AS "taskNumber", t.status AS "taskStatus"
     FROM appointment_item i JOIN appointment a ON a.id = i.appointment_id JOIN instrument n ON n.id = i.instrument_id
     LEFT JOIN verification_task t ON t.appointment_item_id = i.id
     WHERE i.receipt_id = $1 ORDER BY i.position, i.id`,
    [receiptId],
  );
}

import type { Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { Keyset } from '../platform/paging.js';
import type {
  ReceiptDto,
  ReceiptItemDto,
  ReceiptPageDto,
  ReceiptQuery,
  ReceiptRowDto,
} from './receipt.dto.js';

const countOf = (statuses: string) =>
  `(SELECT count(*)::int FROM appointment_item i WHERE i.receipt_id = r.id AND i.status IN (${statuses}))`;

const ROW = `r.id, r.case_number AS "caseNumber", r.appointment_id AS "appointmentId",
  a.case_number AS "appointmentNumber", a.enterprise_name AS "enterpriseName", a.mode,
  r.received_at AS "receivedAt", r.received_by_name AS "receivedByName", r.due_on AS "dueOn",
  ${countOf(`'RECEIVED', 'DONE', 'UNABLE'`)} AS received, ${countOf(`'MISSING'`)} AS missing,
  ${countOf(`'REFUSED'`)} AS refused`;
const FROM = 'FROM receipt r JOIN appointment a ON a.id = r.appointment_id';
/** The caller's own axis; row security says the same, this lets the index be used. */
const OWN = '(r.institution_id = ctx_institution_id() OR r.enterprise_id = ctx_enterprise_id())';

/** Receipts, newest first. */
export async function findReceipts(
  tx: Transaction,
  { q, appointmentId }: ReceiptQuery,
  keyset: Keyset,
): Promise<ReceiptPageDto> {
  const rows = await tx.query<ReceiptRowDto>(
    `SELECT ${ROW} ${FROM} WHERE ${OWN} AND ($1::uuid IS NULL OR r.id < $1) AND ($2::uuid IS NULL OR r.appointment_id = $2)
       AND ($3::text IS NULL OR position(lower($3) in lower(concat_ws(' ', r.case_number, a.case_number, a.enterprise_name))) > 0)
     ORDER BY r.id DESC LIMIT $4`,
    [keyset.position?.[0] ?? null, appointmentId ?? null, q || null, keyset.limit + 1],
  );
  return keyset.toPage(
    rows,
    (row) => [row.id],
    (row) => row,
  );
}

/** @throws DomainError `record.not-found` */
export async function getReceipt(tx: Transaction, id: string): Promise<ReceiptDto> {
  const [row] = await tx.query<Omit<ReceiptDto, 'items'>>(
    `SELECT ${ROW}, r.version, a.status AS "appointmentStatus", r.delivered_by AS "deliveredBy", r.remark,
       r.slip_attachment_id IS NOT NULL AS "filesReady" ${FROM} WHERE r.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('record.not-found', { id });
  return { ...row, items: await findReceiptItems(tx, id) };
}

function findReceiptItems(tx: Transaction, receiptId: string): Promise<ReceiptItemDto[]> {
  return tx.query<ReceiptItemDto>(
    `SELECT a.id, a.status, a.reason, a.accessories, a.appearance, i.name, i.model,
       i.serial_number AS "serialNumber", t.id AS "taskId", t.case_number AS "taskNumber", t.status AS "taskStatus"
     FROM appointment_item a JOIN instrument i ON i.id = a.instrument_id
     LEFT JOIN verification_task t ON t.appointment_item_id = a.id
     WHERE a.receipt_id = $1 ORDER BY a.position, a.id`,
    [receiptId],
  );
}

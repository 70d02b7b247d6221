import { AppointmentItemEntity, type Transaction } from '@quanheng/database';
import {
  DomainError,
  photoObstacle,
  type AppointmentItemStatus,
  type AppointmentStatus,
  type ErrorCode,
} from '@quanheng/domain';
import type { ItemPhotoDto, ItemPhotoListDto } from './item-photo.dto.js';

/** The appointment's or the task's photos, by item and in the order in which they came. */
export async function findPhotos(
  tx: Transaction,
  of: 'appointment' | 'task',
  id: string,
): Promise<ItemPhotoListDto> {
  const [owner] = await tx.query<{ itemId: string | null }>(
    of === 'task'
      ? 'SELECT appointment_item_id AS "itemId" FROM verification_task WHERE id = $1'
      : 'SELECT NULL::uuid AS "itemId" FROM appointment WHERE id = $1',
    [id],
  );
  if (!owner) throw new DomainError('record.not-found', { id });
  const rows = await tx.query<ItemPhotoDto & Standing>(
    `SELECT p.id, p.appointment_item_id AS "appointmentItemId", p.taken_at AS "takenAt",
       p.taken_by_name AS "takenByName", p.link_id IS NOT NULL AS "byPhone", ${STANDING}
     FROM appointment_item i JOIN appointment a ON a.id = i.appointment_id JOIN item_photo p ON p.appointment_item_id = i.id
       JOIN attachment f ON f.id = p.attachment_id AND f.deleted_at IS NULL
     WHERE p.removed_at IS NULL AND ${of === 'task' ? 'i.id' : 'i.appointment_id'} = $1 ORDER BY i.position, p.id`,
    [owner.itemId ?? id],
  );
  return { items: rows.map(toDto), maxPerItem: tx.settings.maxPhotosPerItem };
}

interface Standing {
  readonly status: AppointmentItemStatus;
  readonly appointmentStatus: AppointmentStatus;
  readonly isHandedBack: boolean;
}

/** Of item `i` of appointment `a`. */
const STANDING = `i.status, a.status AS "appointmentStatus", i.hand_back_id IS NOT NULL AS "isHandedBack"`;

function toDto({ status, appointmentStatus, isHandedBack, ...photo }: ItemPhotoDto & Standing): ItemPhotoDto {
  return { ...photo, removable: photoObstacle({ status, appointmentStatus, isHandedBack }) === null };
}

/** An item on the counter, with what says which it is. */
export interface Subject extends Standing {
  readonly id: string;
  readonly appointmentId: string;
  readonly receiptId: string | null;
  readonly enterpriseId: string;
  readonly institutionId: string;
  readonly instrumentName: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly photos: number;
}

/** @throws DomainError `record.not-found`, also for another institution's */
export async function getSubject(tx: Transaction, itemId: string): Promise<Subject> {
  const [row] = await tx.query<Subject>(
    `SELECT i.id, i.appointment_id AS "appointmentId", i.receipt_id AS "receiptId", i.enterprise_id AS "enterpriseId",
       i.institution_id AS "institutionId", n.name AS "instrumentName", n.model, n.serial_number AS "serialNumber",
       ${STANDING}, (SELECT count(*)::int FROM item_photo p WHERE p.appointment_item_id = i.id AND p.removed_at IS NULL) AS photos
     FROM appointment_item i JOIN appointment a ON a.id = i.appointment_id JOIN instrument n ON n.id = i.instrument_id
     WHERE i.id = $1`,
    [itemId],
  );
  if (!row) throw new DomainError('record.not-found', { id: itemId });
  return row;
}

/** Locked, so that of those who add or remove at once each sees what the other did. */
export async function lockSubject(tx: Transaction, itemId: string): Promise<Subject> {
  const lock = { mode: 'pessimistic_write' } as const;
  await tx.manager.findOne(AppointmentItemEntity, { where: { id: itemId }, lock });
  return getSubject(tx, itemId);
}

/** @throws DomainError `photo.item-over` */
export function assertAtDesk(subject: Subject): void {
  const obstacle: ErrorCode | null = photoObstacle(subject);
  if (obstacle) throw new DomainError(obstacle);
}

/** @throws DomainError `photo.item-over`, `photo.too-many` */
export function assertRoom(tx: Transaction, subject: Subject): void {
  assertAtDesk(subject);
  const max = tx.settings.maxPhotosPerItem;
  if (subject.photos >= max) throw new DomainError('photo.too-many', { max });
}

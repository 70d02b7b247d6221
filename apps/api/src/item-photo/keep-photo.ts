import { AttachmentEntity, ItemPhotoEntity, type Transaction } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import type { AttachmentService, StoredUpload, UploadRule } from '../attachment/attachment.service.js';
import { assertAtDesk, assertRoom, lockSubject, type Subject } from './photos.query.js';

/** Drawn anew by the server: without where and when a telephone says that it was taken (quality.md section 1.6). */
export const photoRule = (maxBytes: number): UploadRule => ({
  kind: 'ITEM_PHOTO',
  allowed: ['jpg', 'png'],
  maxBytes,
});

/** Adds it to the item unless there are as many as may be. @throws DomainError `photo.too-many`, `photo.item-over` */
export async function keepPhoto(
  tx: Transaction,
  attachments: AttachmentService,
  upload: StoredUpload,
  { itemId, linkId }: { itemId: string; linkId: string | null },
): Promise<ItemPhotoEntity> {
  const subject = await lockSubject(tx, itemId);
  assertRoom(tx, subject);
  const { enterpriseId, institutionId } = subject;
  const { id: attachmentId } = await attachments.keep(tx, upload, { enterpriseId, institutionId });
  const photo = await tx.manager.save(
    tx.manager.create(ItemPhotoEntity, {
      id: uuidv7(),
      enterpriseId,
      institutionId,
      appointmentItemId: itemId,
      attachmentId,
      linkId,
      takenAt: tx.now,
      takenBy: tx.context.accountId ?? '',
      takenByName: tx.context.accountName ?? '',
    }),
  );
  recordPhoto(tx, 'photo', subject, { photoId: photo.id, byPhone: linkId !== null });
  return photo;
}

/** Out of sight at once; the daily purge deletes the file. What happened to it stays told. */
export async function removePhoto(
  tx: Transaction,
  photo: ItemPhotoEntity,
  reason: string | null,
): Promise<void> {
  const subject = await lockSubject(tx, photo.appointmentItemId);
  assertAtDesk(subject);
  Object.assign(photo, { removedAt: tx.now, removedByName: tx.context.accountName, removedReason: reason });
  await tx.manager.save(photo);
  await tx.manager.update(AttachmentEntity, { id: photo.attachmentId }, { deletedAt: tx.now });
  recordPhoto(tx, 'remove-photo', subject, { photoId: photo.id, byPhone: photo.linkId !== null }, reason);
}

/** At the receipt once there is one, before it at the appointment. */
function recordPhoto(
  tx: Transaction,
  step: 'photo' | 'remove-photo',
  { appointmentId, receiptId, enterpriseId, institutionId, serialNumber }: Subject,
  after: { photoId: string; byPhone: boolean },
  reason: string | null = null,
): void {
  tx.audit({
    action: `receipt.${step}`,
    objectType: receiptId ? 'receipt' : 'appointment',
    objectId: receiptId ?? appointmentId,
    after: { ...after, serialNumber },
    reason,
    enterpriseId,
    institutionId,
  });
}

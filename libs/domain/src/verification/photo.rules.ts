import type { AppointmentItemStatus, AppointmentStatus } from '../appointment/appointment.workflow.js';
import type { ErrorCode } from '../platform/errors.js';

interface Photographed {
  readonly status: AppointmentItemStatus;
  readonly appointmentStatus: AppointmentStatus;
  readonly isHandedBack: boolean;
}

/** Why an item is no longer photographed: it isn't at the desk yet, or went on. Null: it is (`domain.md` section 7). */
export function photoObstacle(item: Photographed): ErrorCode | null {
  const { status, appointmentStatus, isHandedBack } = item;
  const isAtDesk =
    status === 'EXPECTED' &&
    (appointmentStatus === 'CONFIRMED' || appointmentStatus === 'PARTIALLY_RECEIVED');
  const isInHouse = (status === 'RECEIVED' || status === 'REFUSED') && !isHandedBack;
  return isAtDesk || isInHouse ? null : 'photo.item-over';
}

export const PHOTO_LINK_STATUSES = ['OPEN', 'CLOSED', 'EXPIRED'] as const;
export type PhotoLinkStatus = (typeof PHOTO_LINK_STATUSES)[number];

/** A link serves one item for a while: it ends when the phone has finished, the desk stops it, or by itself. */
export function photoLinkStatus(
  { closedAt, expiresAt }: { readonly closedAt: Date | null; readonly expiresAt: Date },
  now: Date,
): PhotoLinkStatus {
  if (closedAt) return 'CLOSED';
  return now < expiresAt ? 'OPEN' : 'EXPIRED';
}

/** Photos that one link may send in all, those taken back included: nobody fills the storage through it. */
export const uploadsOfLink = (maxPhotosPerItem: number): number => 2 * maxPhotosPerItem;

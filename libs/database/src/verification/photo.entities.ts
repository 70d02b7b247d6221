import { Entity, Index } from 'typeorm';
import { Instant, Text, Uuid, VersionedRow } from '../platform/columns.js';

/** A telephone may send photos of one item for a while, without logging in (`ux.md` section 5). */
@Entity()
@Index('photo_link_of_item', ['appointmentItemId'])
export class PhotoLinkEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @Uuid() appointmentItemId: string;
  @Text() tokenHash: string;
  @Instant() expiresAt: Date;
  @Instant(true) closedAt: Date | null;
  /** At the desk; answers for what comes through it. */
  @Uuid() openedBy: string;
  @Text() openedByName: string;
}

/** How an instrument looked when it was handed in (`domain.md` section 7). What was removed keeps its row, not its file. */
@Entity()
@Index('photo_of_item', ['appointmentItemId'])
@Index('photo_of_link', ['linkId'], { where: 'link_id IS NOT NULL' })
export class ItemPhotoEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @Uuid() appointmentItemId: string;
  @Uuid() attachmentId: string;
  /** By telephone; null: from the desk itself. */
  @Uuid(true) linkId: string | null;
  @Instant() takenAt: Date;
  @Uuid() takenBy: string;
  @Text() takenByName: string;
  @Instant(true) removedAt: Date | null;
  @Text(true) removedByName: string | null;
  @Text(true) removedReason: string | null;
}

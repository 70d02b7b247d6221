import { Injectable } from '@nestjs/common';
import {
  Database,
  lockForMove,
  PhotoLinkEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, photoLinkStatus } from '@quanheng/domain';
import { qrCodeAddress } from '@quanheng/documents';
import { newLinkToken, photoUrl } from '@quanheng/operations';
import type { FastifyReply } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { ApiConfig } from '../config.js';
import { ProgressStream } from '../platform/progress-stream.js';
import type { NewPhotoLinkDto, PhotoLinkDto } from './item-photo.dto.js';
import { assertRoom, lockSubject } from './photos.query.js';

const QR_MM = 50;

/** The desk hands an item over to a telephone: a code that is good for this item and a while (`ux.md` section 5). */
@Injectable()
export class PhotoLinkService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
    private readonly events: ProgressStream,
  ) {}

  /** The one link of the item: those before it end. @throws DomainError `photo.too-many`, `photo.item-over` */
  open(context: TenantContext, itemId: string): Promise<NewPhotoLinkDto> {
    return this.database.write(context, async (tx) => {
      const subject = await lockSubject(tx, itemId);
      assertRoom(tx, subject);
      await tx.query(
        `UPDATE photo_link SET closed_at = $2, version = version + 1
         WHERE appointment_item_id = $1 AND closed_at IS NULL`,
        [itemId, tx.now],
      );
      const id = uuidv7();
      const { token, hash } = newLinkToken(id);
      await tx.manager.insert(PhotoLinkEntity, {
        id,
        version: 1,
        appointmentItemId: itemId,
        enterpriseId: subject.enterpriseId,
        institutionId: subject.institutionId,
        tokenHash: hash,
        expiresAt: new Date(tx.now.getTime() + tx.settings.photoLinkMinutes * 60_000),
        openedBy: context.accountId ?? '',
        openedByName: context.accountName ?? '',
      });
      const url = photoUrl(this.config.PUBLIC_URL, token);
      return { ...(await getLink(tx, id)), url, qrCode: qrCodeAddress(url, QR_MM) };
    });
  }

  get(context: TenantContext, id: string): Promise<PhotoLinkDto> {
    return this.database.read(context, (tx) => getLink(tx, id));
  }

  /** Whatever the telephone sends, until the link ends. */
  async stream(context: TenantContext, id: string, reply: FastifyReply): Promise<void> {
    const look = () => this.get(context, id);
    await this.events.send(reply, {
      first: await look(),
      look,
      isOver: ({ status }) => status !== 'OPEN',
      shown: ({ secondsLeft: _, ...shown }) => shown,
    });
  }

  close(context: TenantContext, id: string): Promise<PhotoLinkDto> {
    return this.database.write(context, async (tx) => {
      await closeLink(tx, id);
      return getLink(tx, id);
    });
  }
}

/** Closing twice is closing once. */
export async function closeLink(tx: Transaction, id: string): Promise<void> {
  const link = await lockForMove(tx, PhotoLinkEntity, id, null);
  if (!link.closedAt) await tx.manager.save(Object.assign(link, { closedAt: tx.now }));
}

/** @throws DomainError `record.not-found` */
async function getLink(tx: Transaction, id: string): Promise<PhotoLinkDto> {
  const link = await tx.manager.findOneBy(PhotoLinkEntity, { id });
  if (!link) throw new DomainError('record.not-found', { id });
  const [count] = await tx.query<{ done: number }>(
    'SELECT count(*)::int AS done FROM item_photo WHERE appointment_item_id = $1 AND removed_at IS NULL',
    [link.appointmentItemId],
  );
  return {
    id,
    status: photoLinkStatus(link, tx.now),
    expiresAt: link.expiresAt,
    secondsLeft: secondsLeft(tx, link),
    done: count?.done ?? 0,
    total: tx.settings.maxPhotosPerItem,
    phase: null,
  };
}

export function secondsLeft(tx: Transaction, { expiresAt }: { expiresAt: Date }): number {
  return Math.max(0, Math.round((expiresAt.getTime() - tx.now.getTime()) / 1000));
}

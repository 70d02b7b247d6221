import { Injectable } from '@nestjs/common';
import {
  Database,
  ItemPhotoEntity,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AttachmentService } from '../attachment/attachment.service.js';
import type { ItemPhotoDto, ItemPhotoListDto } from './item-photo.dto.js';
import { keepPhoto, photoRule, removePhoto } from './keep-photo.js';
import { assertRoom, findPhotos, getSubject } from './photos.query.js';

/** How instruments looked when they were handed in: for the verifier and for the client (`domain.md` section 7). */
@Injectable()
export class ItemPhotoService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
  ) {}

  find(context: TenantContext, of: 'appointment' | 'task', id: string): Promise<ItemPhotoListDto> {
    return this.database.read(context, (tx) => findPhotos(tx, of, id));
  }

  async send(reply: FastifyReply, context: TenantContext, id: string): Promise<FastifyReply> {
    const photo = await this.database.read(context, (tx) => tx.manager.findOneBy(ItemPhotoEntity, { id }));
    if (!photo || photo.removedAt) throw new DomainError('record.not-found', { id });
    return this.attachments.send(reply, context, photo.attachmentId, true);
  }

  /** From the desk: its own camera, or a file. */
  add(context: TenantContext, itemId: string, request: FastifyRequest): Promise<ItemPhotoDto> {
    return this.take(context, request, itemId, null, () => Promise.resolve());
  }

  /** @param check what the caller asks beside room for one more, before the file is read and again under lock */
  async take(
    context: TenantContext,
    request: FastifyRequest,
    itemId: string,
    linkId: string | null,
    check: (tx: Transaction) => Promise<unknown>,
  ): Promise<ItemPhotoDto> {
    const maxBytes = await this.database.read(context, async (tx) => {
      await check(tx);
      assertRoom(tx, await getSubject(tx, itemId));
      return tx.settings.paperMaxBytes;
    });
    const upload = await this.attachments.receive(request, photoRule(maxBytes));
    try {
      return await this.database.write(context, async (tx) => {
        await check(tx);
        return toDto(await keepPhoto(tx, this.attachments, upload, { itemId, linkId }));
      });
    } catch (error) {
      await this.attachments.discard(upload);
      throw error;
    }
  }

  remove(context: TenantContext, id: string, reason: string): Promise<void> {
    return this.database.write(context, async (tx) => {
      const photo = await lockForMove(tx, ItemPhotoEntity, id, null);
      if (photo.removedAt) throw new DomainError('record.not-found', { id });
      await removePhoto(tx, photo, reason);
    });
  }
}

function toDto({ id, appointmentItemId, takenAt, takenByName, linkId }: ItemPhotoEntity): ItemPhotoDto {
  return { id, appointmentItemId, takenAt, takenByName, byPhone: linkId !== null, removable: true };
}

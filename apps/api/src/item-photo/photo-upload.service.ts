import { Injectable } from '@nestjs/common';
import {
  Database,
  InstitutionEntity,
  ItemPhotoEntity,
  PhotoLinkEntity,
  publicContext,
  systemContext,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  photoLinkStatus,
  uploadsOfLink,
  type ErrorCode,
  type PhotoLinkStatus,
} from '@quanheng/domain';
import { idOfToken, isTokenOf } from '@quanheng/operations';
import type { FastifyRequest } from 'fastify';
import { IsNull } from 'typeorm';
import type { PhotoUploadDto, SentPhotoDto } from './item-photo.dto.js';
import { ItemPhotoService } from './item-photo.service.js';
import { removePhoto } from './keep-photo.js';
import { closeLink, secondsLeft } from './photo-link.service.js';
import { getSubject } from './photos.query.js';

const REFUSALS: Record<PhotoLinkStatus, ErrorCode | null> = {
  OPEN: null,
  CLOSED: 'photo.link-closed',
  EXPIRED: 'photo.link-expired',
};

/** The telephone's side: no log-in, no menu; the link is the proof, of one item and for a while. */
@Injectable()
export class PhotoUploadService {
  constructor(
    private readonly database: Database,
    private readonly photos: ItemPhotoService,
  ) {}

  async get(context: TenantContext, key: string): Promise<PhotoUploadDto> {
    const { link, desk } = await this.enter(context, key);
    return this.database.read(desk, async (tx) => {
      const subject = await getSubject(tx, link.appointmentItemId);
      const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: link.institutionId });
      return {
        institutionName: institution.name,
        instrumentName: subject.instrumentName,
        model: subject.model,
        serialNumber: subject.serialNumber,
        secondsLeft: secondsLeft(tx, link),
        done: subject.photos,
        total: tx.settings.maxPhotosPerItem,
        sent: await findSent(tx, link.id),
      };
    });
  }

  async add(context: TenantContext, key: string, request: FastifyRequest): Promise<SentPhotoDto> {
    const { link, desk } = await this.enter(context, key);
    const check = async (tx: Transaction) => {
      assertOpen(await tx.manager.findOneByOrFail(PhotoLinkEntity, { id: link.id }), tx);
      const sent = await tx.manager.countBy(ItemPhotoEntity, { linkId: link.id });
      if (sent >= uploadsOfLink(tx.settings.maxPhotosPerItem)) throw new DomainError('photo.link-spent');
    };
    const { id, takenAt } = await this.photos.take(desk, request, link.appointmentItemId, link.id, check);
    return { id, takenAt };
  }

  /** A blurred one: what came through this link may go again while it is open. */
  async remove(context: TenantContext, key: string, id: string): Promise<void> {
    const { link, desk } = await this.enter(context, key);
    await this.database.write(desk, async (tx) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const where = { id, linkId: link.id, removedAt: IsNull() };
      const photo = await tx.manager.findOne(ItemPhotoEntity, { where, lock });
      if (!photo) throw new DomainError('record.not-found', { id });
      await removePhoto(tx, photo, null);
    });
  }

  async finish(context: TenantContext, key: string): Promise<void> {
    const { link, desk } = await this.enter(context, key);
    await this.database.write(desk, (tx) => closeLink(tx, link.id));
  }

  /**
   * The link, and the sight that goes with it: its institution's, in the name of whoever opened it at the desk.
   * @throws DomainError `photo.link-invalid`, or why it has ended
   */
  private async enter(
    context: TenantContext,
    key: string,
  ): Promise<{ link: PhotoLinkEntity; desk: TenantContext }> {
    const { requestId, idempotency } = context;
    const link = await this.database.read(systemContext(requestId), (tx) => findByToken(tx, key));
    const scoped = idempotency && { ...idempotency, scope: `${idempotency.scope} ${link.id}` };
    const desk: TenantContext = {
      ...publicContext(requestId),
      kind: 'institution',
      institutionId: link.institutionId,
      accountId: link.openedBy,
      accountName: link.openedByName,
      ...(scoped ? { idempotency: scoped } : {}),
    };
    return { link, desk };
  }
}

async function findByToken(tx: Transaction, token: string): Promise<PhotoLinkEntity> {
  const id = idOfToken(token);
  const link = id && (await tx.manager.findOneBy(PhotoLinkEntity, { id }));
  if (!link || !isTokenOf(token, [link.tokenHash])) throw new DomainError('photo.link-invalid');
  assertOpen(link, tx);
  return link;
}

function assertOpen(link: PhotoLinkEntity, { now }: Transaction): void {
  const refusal = REFUSALS[photoLinkStatus(link, now)];
  if (refusal) throw new DomainError(refusal);
}

async function findSent(tx: Transaction, linkId: string): Promise<SentPhotoDto[]> {
  const rows = await tx.manager.find(ItemPhotoEntity, {
    where: { linkId, removedAt: IsNull() },
    order: { id: 'ASC' },
  });
  return rows.map(({ id, takenAt }) => ({ id, takenAt }));
}

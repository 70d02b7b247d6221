import { Injectable } from '@nestjs/common';
import { Database, ReceiptEntity, type TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { AttachmentService } from '../attachment/attachment.service.js';

/** The papers of a receipt, as the worker has printed them. */
@Injectable()
export class ReceiptFilesService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
  ) {}

  /** @throws DomainError `receipt.file-not-ready`; `record.not-found` also for the labels where nothing was received */
  async send(
    reply: FastifyReply,
    context: TenantContext,
    id: string,
    paper: 'slip' | 'labels',
  ): Promise<FastifyReply> {
    const receipt = await this.database.read(context, (tx) => tx.manager.findOneBy(ReceiptEntity, { id }));
    if (!receipt) throw new DomainError('record.not-found', { id });
    if (receipt.undoneAt) throw new DomainError('receipt.undone');
    if (!receipt.slipAttachmentId) throw new DomainError('receipt.file-not-ready', { retryAfter: 2 });
    const attachmentId = paper === 'slip' ? receipt.slipAttachmentId : receipt.labelsAttachmentId;
    if (!attachmentId) throw new DomainError('record.not-found', { id });
    return this.attachments.send(reply, context, attachmentId, true);
  }
}

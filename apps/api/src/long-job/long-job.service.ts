import { Injectable } from '@nestjs/common';
import {
  Database,
  lockForMove,
  LongJobEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, isLongJobOver, longJobWorkflow, next, type Language } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { AttachmentService } from '../attachment/attachment.service.js';
import { ProgressStream } from '../platform/progress-stream.js';
import { toLongJobDto, type LongJobDto, type LongJobListDto } from './long-job.dto.js';

/** What the tray shows at most. */
const RECENT = 50;

@Injectable()
export class LongJobService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
    private readonly events: ProgressStream,
  ) {}

  recent(context: TenantContext, language: Language): Promise<LongJobListDto> {
    return this.database.read(context, async (tx) => {
      const rows = await tx.manager.find(LongJobEntity, {
        where: { accountId: context.accountId ?? '' },
        order: { id: 'DESC' },
        take: RECENT,
      });
      return { items: rows.map((row) => toLongJobDto(row, language)) };
    });
  }

  get(context: TenantContext, id: string, language: Language): Promise<LongJobDto> {
    return this.database.read(context, async (tx) => toLongJobDto(await find(tx, id), language));
  }

  async stream(context: TenantContext, id: string, language: Language, reply: FastifyReply): Promise<void> {
    const look = () => this.get(context, id, language);
    await this.events.send(reply, {
      first: await look(),
      look,
      isOver: ({ status }) => isLongJobOver(status),
    });
  }

  /** The worker learns of it at its next step, and what it made so far is thrown away. */
  cancel(context: TenantContext, id: string, language: Language): Promise<LongJobDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, LongJobEntity, id, null);
      row.status = next(longJobWorkflow, row.status, 'cancel', context.roles);
      row.endedAt = tx.now;
      return toLongJobDto(await tx.manager.save(row), language);
    });
  }

  async sendFile(reply: FastifyReply, context: TenantContext, id: string): Promise<FastifyReply> {
    const row = await this.database.read(context, (tx) => find(tx, id));
    if (!row.attachmentId) throw new DomainError('long-job.no-file');
    return this.attachments.send(reply, context, row.attachmentId).catch((error: unknown) => {
      throw error instanceof DomainError && error.kind === 'not-found'
        ? new DomainError('long-job.no-file')
        : error;
    });
  }
}

async function find(tx: Transaction, id: string): Promise<LongJobEntity> {
  const row = await tx.manager.findOneBy(LongJobEntity, { id });
  if (!row) throw new DomainError('record.not-found', { id });
  return row;
}

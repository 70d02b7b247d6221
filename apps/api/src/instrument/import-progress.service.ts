import { Injectable } from '@nestjs/common';
import type { TenantContext } from '@quanheng/database';
import type { ImportStatus, Language } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { ProgressStream } from '../platform/progress-stream.js';
import { ImportService } from './import.service.js';

/** While it is in one of these, the worker is at it. */
export const WORKING: ReadonlySet<ImportStatus> = new Set([
  'UPLOADED',
  'PARSING',
  'VALIDATING',
  'COMMITTING',
]);

/** The progress of an import as server-sent events, until it waits for a person or is over. */
@Injectable()
export class ImportProgressService {
  constructor(
    private readonly imports: ImportService,
    private readonly events: ProgressStream,
  ) {}

  async stream(context: TenantContext, id: string, language: Language, reply: FastifyReply): Promise<void> {
    const look = () => this.imports.get(context, id, language);
    await this.events.send(reply, {
      first: await look(),
      look,
      isOver: ({ status }) => !WORKING.has(status),
      shown: ({ preview: _, mapping: __, ...shown }) => shown,
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, type PaperKind } from '@quanheng/domain';
import type { FastifyRequest } from 'fastify';
import { AttachmentService } from '../attachment/attachment.service.js';
import { getOwn, lockOwn } from './own-registration.js';
import { toPaperDto } from './registration-presenter.js';
import type { PaperDto } from './registration.dto.js';
import { assertEditable } from './registration.service.js';

/** The papers of a registration, one of each kind; what shows an ID card is encrypted at rest (`domain.md` §1, §10). */
@Injectable()
export class RegistrationPapersService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
  ) {}

  /** Takes the place of the paper of that kind that was there. */
  async put(context: TenantContext, id: string, kind: PaperKind, request: FastifyRequest): Promise<PaperDto> {
    const maxBytes = await this.database.read(context, async (tx) => {
      assertEditable(await getOwn(tx, context, id), context);
      return tx.settings.paperMaxBytes;
    });
    const upload = await this.attachments.receive(request, {
      kind,
      allowed: ['pdf', 'jpg', 'png'],
      maxBytes,
      encrypt: kind.startsWith('ID_CARD_'),
    });
    return this.database.write(context, async (tx) => {
      assertEditable(await lockOwn(tx, context, id, null), context);
      await takeOut(tx, id, kind);
      const row = await this.attachments.keep(tx, upload, { registrationId: id });
      tx.audit({
        action: 'registration.put-paper',
        objectType: 'registration',
        objectId: id,
        after: { kind },
      });
      return toPaperDto(row);
    });
  }

  remove(context: TenantContext, id: string, kind: PaperKind): Promise<void> {
    return this.database.write(context, async (tx) => {
      assertEditable(await lockOwn(tx, context, id, null), context);
      if (!(await takeOut(tx, id, kind))) throw new DomainError('record.not-found', { id, kind });
      tx.audit({
        action: 'registration.remove-paper',
        objectType: 'registration',
        objectId: id,
        after: { kind },
      });
    });
  }
}

/** Out of sight at once; the daily purge deletes the file. */
async function takeOut(tx: Transaction, registrationId: string, kind: PaperKind): Promise<boolean> {
  const rows = await tx.query(
    `WITH gone AS (UPDATE attachment SET deleted_at = $3
       WHERE registration_id = $1 AND kind = $2 AND deleted_at IS NULL RETURNING id) SELECT id FROM gone`,
    [registrationId, kind, tx.now],
  );
  return rows.length > 0;
}

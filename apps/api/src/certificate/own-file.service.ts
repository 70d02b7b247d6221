import { Injectable } from '@nestjs/common';
import {
  AttachmentEntity,
  CertificateEntity,
  Database,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DEFAULT_SETTINGS, DomainError, matchCertificateFile, type MatchableDraft } from '@quanheng/domain';
import type { FastifyRequest } from 'fastify';
import { AttachmentService } from '../attachment/attachment.service.js';
import type { CertificateDto, MatchFilesDto } from './certificate.dto.js';
import { getCertificate } from './certificates.query.js';

type Draft = MatchableDraft & MatchFilesDto['items'][number]['candidates'][number];

/** The institution's own PDF of a certificate, issued instead of one made from the record ★ (`domain.md` section 8). */
@Injectable()
export class OwnFileService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
  ) {}

  /** Which drafts files of these names may belong to. */
  match(context: TenantContext, names: readonly string[]): Promise<MatchFilesDto> {
    return this.database.read(context, async (tx) => {
      const drafts = await findDrafts(tx);
      const items = names.map((name) => ({
        name,
        candidates: (matchCertificateFile(name, drafts) as Draft[]).map(
          ({ ownNumber: _o, receiptNumber: _r, ...candidate }) => candidate,
        ),
      }));
      return { items };
    });
  }

  /** @throws DomainError `certificate.not-a-draft`, or what is wrong with the file */
  async put(context: TenantContext, id: string, request: FastifyRequest): Promise<CertificateDto> {
    // Whose it is not, or what is no draft any more, is said before a file is taken in.
    await this.database.read(context, async (tx) => assertDraft(await getCertificate(tx, id)));
    const upload = await this.attachments.receive(request, {
      kind: 'OWN_CERTIFICATE',
      allowed: ['pdf'],
      maxBytes: DEFAULT_SETTINGS.paperMaxBytes,
    });
    return this.database
      .write(context, async (tx) => {
        const certificate = await lockDraft(tx, id);
        // Nobody but the institution sees it before it is issued.
        const kept = await this.attachments.keep(tx, upload, { institutionId: certificate.institutionId });
        await replace(tx, certificate, kept.id);
        record(tx, certificate, { file: kept.fileName, sha256: kept.sha256 });
        return getCertificate(tx, id);
      })
      .catch(async (error: unknown) => {
        await this.attachments.discard(upload);
        throw error;
      });
  }

  /** Back to the one made from the record. */
  remove(context: TenantContext, id: string): Promise<CertificateDto> {
    return this.database.write(context, async (tx) => {
      const certificate = await lockDraft(tx, id);
      if (certificate.uploadedId) {
        await replace(tx, certificate, null);
        record(tx, certificate, { file: null });
      }
      return getCertificate(tx, id);
    });
  }
}

async function lockDraft(tx: Transaction, id: string): Promise<CertificateEntity> {
  const certificate = await lockForMove(tx, CertificateEntity, id, null);
  assertDraft(certificate);
  return certificate;
}

function assertDraft({ status }: { readonly status: string }): void {
  if (status !== 'DRAFT') throw new DomainError('certificate.not-a-draft');
}

/** What it replaces is deleted with the next purge. */
async function replace(tx: Transaction, certificate: CertificateEntity, to: string | null): Promise<void> {
  const former = certificate.uploadedId;
  certificate.uploadedId = to;
  await tx.manager.save(certificate);
  if (former) await tx.manager.update(AttachmentEntity, { id: former }, { deletedAt: tx.now });
}

function record(tx: Transaction, certificate: CertificateEntity, after: Record<string, unknown>): void {
  const { id, enterpriseId, institutionId } = certificate;
  const action = after['file'] ? 'certificate.upload' : 'certificate.remove-upload';
  tx.audit({ action, objectType: 'certificate', objectId: id, after, enterpriseId, institutionId });
}

function findDrafts(tx: Transaction): Promise<Draft[]> {
  return tx.query<Draft>(
    `SELECT c.id, c.serial_number AS "serialNumber", c.content->'instrument'->>'ownNumber' AS "ownNumber",
       t.case_number AS "caseNumber", r.case_number AS "receiptNumber", c.instrument_name AS "instrumentName",
       c.client_name AS "clientName", c.uploaded_id IS NOT NULL AS uploaded
     FROM certificate c JOIN verification_task t ON t.id = c.task_id JOIN receipt r ON r.id = t.receipt_id
     WHERE c.institution_id = ctx_institution_id() AND c.status = 'DRAFT' ORDER BY c.id`,
  );
}

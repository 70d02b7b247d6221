import { Injectable } from '@nestjs/common';
import { CertificateEntity, Database, type TenantContext } from '@quanheng/database';
import { DomainError, type Language } from '@quanheng/domain';
import { startLongJob } from '@quanheng/operations';
import type { FastifyReply } from 'fastify';
import { AttachmentService } from '../attachment/attachment.service.js';
import { ApiConfig } from '../config.js';
import { toLongJobDto, type LongJobDto } from '../long-job/long-job.dto.js';
import { Keyset } from '../platform/paging.js';
import type {
  CertificateCountsDto,
  CertificateDto,
  CertificatePageDto,
  CertificateQuery,
  ZipCertificatesDto,
} from './certificate.dto.js';
import { countCertificates, findCertificates, findZipIds, getCertificate } from './certificates.query.js';

/** Certificates as their two parties find and download them; an enterprise never sees a draft. */
@Injectable()
export class CertificateService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
    private readonly attachments: AttachmentService,
  ) {}

  find(context: TenantContext, query: CertificateQuery): Promise<CertificatePageDto> {
    const tenant = context.institutionId ?? context.enterpriseId ?? '';
    const keyset = new Keyset(this.config.JWT_SECRET, query, tenant);
    return this.database.read(context, (tx) => findCertificates(tx, query, keyset));
  }

  counts(context: TenantContext): Promise<CertificateCountsDto> {
    return this.database.read(context, countCertificates);
  }

  get(context: TenantContext, id: string): Promise<CertificateDto> {
    return this.database.read(context, (tx) => getCertificate(tx, id));
  }

  /** Long work: which they are is decided now. */
  zip(context: TenantContext, which: ZipCertificatesDto, language: Language): Promise<LongJobDto> {
    return this.database.write(context, async (tx) => {
      const certificateIds = await findZipIds(tx, which);
      return toLongJobDto(await startLongJob(tx, 'certificate.zip', { certificateIds }), language);
    });
  }

  /** @throws DomainError `certificate.not-issued`, `certificate.file-not-ready` */
  async sendFile(
    reply: FastifyReply,
    context: TenantContext,
    id: string,
    inline: boolean,
  ): Promise<FastifyReply> {
    const row = await this.database.read(context, (tx) => tx.manager.findOneBy(CertificateEntity, { id }));
    if (!row) throw new DomainError('record.not-found', { id });
    if (row.status === 'DRAFT' && row.uploadedId)
      return this.attachments.send(reply, context, row.uploadedId, inline);
    if (row.status === 'DRAFT') throw new DomainError('certificate.not-issued');
    if (!row.attachmentId) throw new DomainError('certificate.file-not-ready', { retryAfter: 2 });
    return this.attachments.send(reply, context, row.attachmentId, inline);
  }
}

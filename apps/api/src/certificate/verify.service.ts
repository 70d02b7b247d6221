import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CertificateEntity, Database, systemContext, type Transaction } from '@quanheng/database';
import { certificateDisplayStatus, DEFAULT_SETTINGS, DomainError } from '@quanheng/domain';
import type { FastifyRequest } from 'fastify';
import type { FileComparisonDto, VerifiedCertificateDto } from './verify.dto.js';

/** The public check by the token of the paper's QR code (`domain.md` section 8). */
@Injectable()
export class VerifyService {
  constructor(private readonly database: Database) {}

  verify(token: string, requestId: string | null): Promise<VerifiedCertificateDto> {
    return this.database.read(systemContext(requestId), async (tx) => {
      const certificate = await findIssued(tx, token);
      const next = certificate.supersededById
        ? await tx.manager.findOneBy(CertificateEntity, { id: certificate.supersededById })
        : null;
      return toDto(certificate, next?.number ?? null, tx.today);
    });
  }

  /** @throws DomainError `certificate.file-not-ready`, `file.missing`, `file.too-large` */
  async compare(token: string, request: FastifyRequest): Promise<FileComparisonDto> {
    const { sha256 } = await this.database.read(systemContext(request.id), (tx) => findIssued(tx, token));
    if (!sha256) throw new DomainError('certificate.file-not-ready', { retryAfter: 2 });
    return { same: (await hashOf(request)) === sha256 };
  }
}

/** @throws DomainError `record.not-found`: a draft does not exist yet for the public */
async function findIssued(tx: Transaction, token: string): Promise<CertificateEntity> {
  const certificate = await tx.manager.findOneBy(CertificateEntity, { token });
  if (!certificate || certificate.status === 'DRAFT') throw new DomainError('record.not-found');
  return certificate;
}

function toDto(
  certificate: CertificateEntity,
  supersededBy: string | null,
  today: string,
): VerifiedCertificateDto {
  const { kind, content, conclusion, verifiedOn, validUntil, sha256, status } = certificate;
  const { name, model, serialNumber, manufacturer } = content.instrument;
  return {
    number: certificate.number ?? '',
    kind,
    status: certificateDisplayStatus(status, validUntil, today),
    institution: content.institution.name,
    instrument: { name, model, serialNumber, manufacturer },
    conclusion,
    verifiedOn,
    issuedOn: certificate.issuedOn ?? '',
    validUntil,
    revokedReason: status === 'REVOKED' ? certificate.reason : null,
    supersededBy,
    sha256,
  };
}

/** Hashed while it comes in; nothing is kept. */
async function hashOf(request: FastifyRequest): Promise<string> {
  const { paperMaxBytes } = DEFAULT_SETTINGS;
  const part = await request.file({ limits: { fileSize: paperMaxBytes, files: 1 } }).catch(() => undefined);
  if (!part) throw new DomainError('file.missing');
  const hash = createHash('sha256');
  for await (const chunk of part.file) hash.update(chunk as Buffer);
  if (part.file.truncated)
    throw new DomainError('file.too-large', { limit: `${paperMaxBytes / 1024 / 1024} MB` });
  return hash.digest('hex');
}

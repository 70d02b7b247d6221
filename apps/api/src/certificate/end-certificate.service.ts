import { Injectable } from '@nestjs/common';
import {
  CertificateEntity,
  Database,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { certificateWorkflow, DomainError, next, type CertificateAction } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import type { CertificateChangesDto, CertificateDto, CorrectDto } from './certificate.dto.js';
import { getCertificate } from './certificates.query.js';
import { newToken } from './draft-certificates.js';
import { refreshInstruments } from './instrument-validity.js';
import { tellEnded } from './tell-issued.js';

/** Issued certificates are never edited: they are revoked, or superseded by a corrected one (`domain.md` section 8). */
@Injectable()
export class EndCertificateService {
  constructor(private readonly database: Database) {}

  /** The instrument falls back to the certificate before, if that is still valid. */
  revoke(context: TenantContext, id: string, version: number, reason: string): Promise<CertificateDto> {
    return this.database.write(context, async (tx) => {
      const certificate = await lockForMove(tx, CertificateEntity, id, version);
      end(tx, certificate, 'revoke', reason);
      await tx.manager.save(certificate);
      await refreshInstruments(tx, [certificate.instrumentId], certificate.verifiedOn);
      recordEnd(tx, certificate, 'revoke');
      await tellEnded(tx, certificate, 'REVOKED');
      return getCertificate(tx, id);
    });
  }

  /** Answers the new draft. Until it is signed the instrument keeps what the superseded one gave it. */
  correct(context: TenantContext, id: string, version: number, body: CorrectDto): Promise<CertificateDto> {
    return this.database.write(context, async (tx) => {
      const certificate = await lockForMove(tx, CertificateEntity, id, version);
      end(tx, certificate, 'correct', body.reason);
      const corrected = tx.manager.create(CertificateEntity, toCorrected(certificate, body.changes));
      certificate.supersededById = corrected.id;
      await tx.manager.save(certificate);
      await tx.manager.save(corrected);
      recordEnd(tx, certificate, 'correct', body.changes);
      await tellEnded(tx, certificate, 'SUPERSEDED');
      return getCertificate(tx, corrected.id);
    });
  }
}

function end(
  tx: Transaction,
  certificate: CertificateEntity,
  action: CertificateAction,
  reason: string,
): void {
  certificate.status = next(certificateWorkflow, certificate.status, action, tx.context.roles);
  certificate.reason = reason;
  certificate.endedAt = tx.now;
}

/** @throws DomainError `verification.validity-too-early`; a notice of result has no validity to change */
function toCorrected(certificate: CertificateEntity, changes: CertificateChangesDto) {
  const { clientName, grantedClass, place, validUntil, ...instrument } = changes;
  if (validUntil && (certificate.kind === 'RESULT_NOTICE' || validUntil <= certificate.verifiedOn))
    throw new DomainError('verification.validity-too-early', {}, [
      { pointer: '/changes/validUntil', code: 'verification.validity-too-early' },
    ]);
  const { content, enterpriseId, institutionId, instrumentId, taskId, kind, conclusion } = certificate;
  const changed = Object.entries(instrument).filter(([, value]) => value !== undefined);
  const corrected = { ...content.instrument, ...Object.fromEntries(changed) };
  return {
    id: uuidv7(),
    status: 'DRAFT' as const,
    ...{ enterpriseId, institutionId, instrumentId, taskId, kind, conclusion },
    verifiedOn: certificate.verifiedOn,
    verifierId: certificate.verifierId,
    checkerId: certificate.checkerId,
    clientName: clientName ?? certificate.clientName,
    instrumentName: corrected.name,
    model: corrected.model,
    serialNumber: corrected.serialNumber,
    validUntil: validUntil ?? certificate.validUntil,
    token: newToken(),
    content: {
      ...content,
      instrument: corrected,
      grantedClass: grantedClass ?? content.grantedClass,
      place: place ?? content.place,
    },
  };
}

function recordEnd(
  tx: Transaction,
  certificate: CertificateEntity,
  action: 'revoke' | 'correct',
  changes?: CertificateChangesDto,
): void {
  const { id, status, number, reason, supersededById, enterpriseId, institutionId } = certificate;
  const parties = { enterpriseId, institutionId };
  tx.audit({
    action: `certificate.${action}`,
    objectType: 'certificate',
    objectId: id,
    before: { status: 'ISSUED' },
    after: { status, ...(changes ? { supersededById, changes: { ...changes } } : {}) },
    reason,
    ...parties,
  });
  if (action === 'revoke')
    tx.audit({
      action: 'instrument.certificate-revoked',
      objectType: 'instrument',
      objectId: certificate.instrumentId,
      after: { certificate: number },
      reason,
      ...parties,
    });
}

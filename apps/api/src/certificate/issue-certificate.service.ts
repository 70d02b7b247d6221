import { Injectable } from '@nestjs/common';
import {
  CertificateEntity,
  Database,
  InstitutionEntity,
  lockForMove,
  updateRows,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { certificateWorkflow, DomainError, formatCertificateNumber, next } from '@quanheng/domain';
import { buildJob } from '@quanheng/queues';
import { decideEach, type BulkResultDto } from '../platform/bulk.js';
import type { CertificateDto, IssueManyDto } from './certificate.dto.js';
import { getCertificate } from './certificates.query.js';
import { refreshInstruments } from './instrument-validity.js';
import { tellIssued } from './tell-issued.js';

/** The signatory gives a certificate its number and sets the instrument's next cycle going (`domain.md` section 8). */
@Injectable()
export class IssueCertificateService {
  constructor(private readonly database: Database) {}

  issue(context: TenantContext, id: string, version: number): Promise<CertificateDto> {
    return this.database.write(context, async (tx) => {
      const certificate = await lockForMove(tx, CertificateEntity, id, version);
      sign(certificate, tx);
      await issueAll(tx, [certificate]);
      return getCertificate(tx, id);
    });
  }

  /** Numbers follow the order of the list; one that can't be signed takes none. */
  issueMany(context: TenantContext, { items }: IssueManyDto): Promise<BulkResultDto> {
    return this.database.write(context, (tx) =>
      decideEach(
        tx,
        CertificateEntity,
        items,
        (certificate) => sign(certificate, tx),
        (certificates) => issueAll(tx, certificates),
      ),
    );
  }
}

/** @throws DomainError `verification.same-person`: the verifier of an item is not its signatory (`domain.md`, Parties) */
function sign(certificate: CertificateEntity, { context, now, today }: Transaction): void {
  const status = next(certificateWorkflow, certificate.status, 'issue', context.roles);
  if (certificate.verifierId === context.accountId) throw new DomainError('verification.same-person');
  certificate.status = status;
  certificate.signatoryId = context.accountId;
  certificate.signatoryName = context.accountName;
  certificate.issuedAt = now;
  certificate.issuedOn = today;
}

async function issueAll(tx: Transaction, certificates: readonly CertificateEntity[]): Promise<void> {
  if (certificates.length === 0) return;
  await giveNumbers(tx, certificates);
  await updateRows(tx, CertificateEntity, certificates, [
    'status',
    'number',
    'signatoryId',
    'signatoryName',
    'issuedAt',
    'issuedOn',
  ]);
  await refreshInstruments(
    tx,
    certificates.map((certificate) => certificate.instrumentId),
  );
  for (const certificate of certificates) {
    recordIssue(tx, certificate);
    tx.emit(buildJob('certificate.render', { certificateId: certificate.id }));
  }
  await tellIssued(tx, certificates);
}

/** Sequential per institution and year without gaps: the counter is locked until the commit (`domain.md` section 8). */
async function giveNumbers(tx: Transaction, certificates: readonly CertificateEntity[]): Promise<void> {
  const institutionId = certificates[0]?.institutionId ?? '';
  const { code } = await tx.manager.findOneByOrFail(InstitutionEntity, { id: institutionId });
  const year = tx.today.slice(0, 4);
  const first = await tx.nextNumber(`certificate:${institutionId}:${year}`, certificates.length);
  certificates.forEach((certificate, index) => {
    certificate.number = formatCertificateNumber(code, year, first + index);
  });
}

function recordIssue(tx: Transaction, certificate: CertificateEntity): void {
  const { id, number, conclusion, validUntil, enterpriseId, institutionId, instrumentId } = certificate;
  const parties = { enterpriseId, institutionId };
  tx.audit({
    action: 'certificate.issue',
    objectType: 'certificate',
    objectId: id,
    before: { status: 'DRAFT' },
    after: { status: 'ISSUED', number },
    ...parties,
  });
  tx.audit({
    action: conclusion === 'PASS' ? 'instrument.verified' : 'instrument.failed',
    objectType: 'instrument',
    objectId: instrumentId,
    after: { certificate: number, validUntil },
    ...parties,
  });
}

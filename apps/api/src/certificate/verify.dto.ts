import {
  CONCLUSIONS,
  type CertificateDisplayStatus,
  type CertificateKind,
  type Conclusion,
} from '@quanheng/domain';
import { Bool, Choice, DateField, Nested, Text } from '../platform/fields.js';
import { DISPLAY_STATUSES, KINDS } from './certificate.dto.js';

export class VerifiedInstrumentDto {
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 200 }) manufacturer: string;
}

/** What anybody with the paper may know: no client and no person (`domain.md` section 8). */
export class VerifiedCertificateDto {
  @Text({ max: 50, example: 'ZQ-2026-00001' }) number: string;
  @Choice(KINDS, { name: 'CertificateKind' }) kind: CertificateKind;
  @Choice(DISPLAY_STATUSES, { name: 'CertificateStatus' }) status: CertificateDisplayStatus;
  @Text({ max: 200 }) institution: string;
  @Nested(() => VerifiedInstrumentDto) instrument: VerifiedInstrumentDto;
  @Choice(CONCLUSIONS, { name: 'Conclusion' }) conclusion: Conclusion;
  @DateField() verifiedOn: string;
  @DateField() issuedOn: string;
  @DateField({ nullable: true }) validUntil: string | null;
  @Text({ max: 500, nullable: true, description: 'Why it was revoked' }) revokedReason: string | null;
  @Text({ max: 50, nullable: true, description: 'Number of the certificate that corrects it, once issued' })
  supersededBy: string | null;
  @Text({ max: 64, nullable: true, description: 'Of the PDF as issued; null while it is being made' })
  sha256: string | null;
}

export class FileComparisonDto {
  @Bool({ description: 'Whether the file is exactly the one that was issued' }) same: boolean;
}

import type { CatalogueMode, CertificateKind, CertificateStatus, Conclusion } from '@quanheng/domain';
import { Entity, Index } from 'typeorm';
import { DateOnly, Instant, Json, Text, Uuid, VersionedRow } from '../platform/columns.js';
import type { StandardUsed, VerificationResult } from '../verification/verification.entities.js';

/** Everything a certificate prints, frozen when it is made: names of the day of issue stay (`domain.md` sections 1 and 8). */
export interface CertificateContent {
  readonly institution: {
    readonly name: string;
    readonly authorizationNumber: string;
    readonly address: string;
    readonly phone: string;
  };
  readonly instrument: CertifiedInstrument;
  readonly regulation: string;
  readonly standards: readonly StandardUsed[];
  readonly temperature: string;
  readonly humidity: string;
  readonly place: string | null;
  readonly results: readonly VerificationResult[];
  readonly grantedClass: string | null;
  readonly verifierName: string;
  readonly checkerName: string;
  /** How the kind is verified: after a PASS, a kind verified once can't be booked again. */
  readonly mode: CatalogueMode;
}

export interface CertifiedInstrument {
  readonly name: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly ownNumber: string | null;
  readonly manufacturer: string;
  readonly measuringRange: string | null;
  readonly accuracyClass: string | null;
}

@Entity()
@Index(['taskId'])
@Index(['token'], { unique: true })
@Index(['institutionId', 'number'], { unique: true })
@Index(['enterpriseId', 'id'])
@Index(['institutionId', 'status', 'id'])
@Index(['instrumentId'])
export class CertificateEntity extends VersionedRow {
  @Text() status: CertificateStatus;
  @Text() kind: CertificateKind;
  /** Given at issue: sequential per institution and year, never reused. */
  @Text(true) number: string | null;
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @Uuid() instrumentId: string;
  @Uuid() taskId: string;
  @Text() clientName: string;
  @Text() instrumentName: string;
  @Text() model: string;
  @Text() serialNumber: string;
  @Json() content: CertificateContent;
  @Text() conclusion: Conclusion;
  @DateOnly() verifiedOn: string;
  @DateOnly(true) validUntil: string | null;
  @Uuid() verifierId: string;
  @Uuid() checkerId: string;
  @Uuid(true) signatoryId: string | null;
  @Text(true) signatoryName: string | null;
  @Instant(true) issuedAt: Date | null;
  @DateOnly(true) issuedOn: string | null;
  /** Unguessable; the QR of the paper leads to `/verify/{token}`. */
  @Text() token: string;
  @Text(true) sha256: string | null;
  @Uuid(true) attachmentId: string | null;
  /** The institution's own PDF, to be issued instead of one made from the record. */
  @Uuid(true) uploadedId: string | null;
  @Uuid(true) supersededById: string | null;
  @Text(true) reason: string | null;
  @Instant(true) endedAt: Date | null;
}

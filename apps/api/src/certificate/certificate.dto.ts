import {
  CERTIFICATE_VIEWS,
  CONCLUSIONS,
  type CertificateDisplayStatus,
  type CertificateKind,
  type CertificateView,
  type Conclusion,
} from '@quanheng/domain';
import { MAX_BULK, VersionedId } from '../platform/bulk.js';
import {
  Bool,
  Choice,
  DateField,
  FreeObject,
  Id,
  Ids,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Text,
  TextList,
} from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';
import { ResultDto, StandardUsedDto } from '../verification/task.dto.js';

export const KINDS = ['VERIFICATION_CERTIFICATE', 'RESULT_NOTICE'];
export const DISPLAY_STATUSES = ['DRAFT', 'ISSUED', 'SUPERSEDED', 'REVOKED', 'EXPIRED'];

export class CertificateQuery extends PageQuery {
  @Choice(CERTIFICATE_VIEWS, {
    optional: true,
    name: 'CertificateView',
    description:
      'DUE_SOON: in its last month and not renewed; NOTICE: notices of result; ISSUED: whatever is in force',
  })
  view?: CertificateView;
  @Id({ optional: true }) instrumentId?: string;
  @Text({
    max: 100,
    optional: true,
    description: 'Number, client, name, model or serial number of the instrument',
  })
  q?: string;
}

/** Which certificates: by id, or all that a list shows. */
export class ZipCertificatesDto {
  @Ids({ max: MAX_BULK, optional: true }) ids?: string[];
  @Choice(CERTIFICATE_VIEWS, { optional: true, name: 'CertificateView' }) view?: CertificateView;
  @Id({ optional: true }) instrumentId?: string;
  @Text({ max: 100, optional: true }) q?: string;
}

export class CertificateRowDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Choice(DISPLAY_STATUSES, { name: 'CertificateStatus' }) status: CertificateDisplayStatus;
  @Choice(KINDS, { name: 'CertificateKind' }) kind: CertificateKind;
  @Text({ max: 50, nullable: true, example: 'ZQ-2026-00001' }) number: string | null;
  @Text({ max: 420, description: 'With the name before, where it has changed' }) clientName: string;
  @Text({ max: 200 }) institutionName: string;
  @Id() instrumentId: string;
  @Text({ max: 100 }) instrumentName: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Choice(CONCLUSIONS, { name: 'Conclusion' }) conclusion: Conclusion;
  @DateField() verifiedOn: string;
  @DateField({ nullable: true }) validUntil: string | null;
  @DateField({ nullable: true }) issuedOn: string | null;
  @Id({ description: 'Who verified: may not sign' }) verifierId: string;
  @Bool({ description: 'Whether the PDF can be downloaded yet' }) fileReady: boolean;
  @Bool({ description: 'Whether it is, or is to be, the institution’s own PDF' }) uploaded: boolean;
}

export class CertificatePageDto {
  @ListOf(() => CertificateRowDto) items: CertificateRowDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class CertificateCountsDto {
  @FreeObject({ description: 'View → how many; an institution is told of its drafts only' })
  counts: Record<string, number>;
}

export class CertifiedInstrumentDto {
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 100, nullable: true }) ownNumber: string | null;
  @Text({ max: 200 }) manufacturer: string;
  @Text({ max: 200, nullable: true }) measuringRange: string | null;
  @Text({ max: 100, nullable: true }) accuracyClass: string | null;
}

export class CertificateDto extends CertificateRowDto {
  @Id() taskId: string;
  @Nested(() => CertifiedInstrumentDto) instrument: CertifiedInstrumentDto;
  @Text({ max: 300 }) regulation: string;
  @ListOf(() => StandardUsedDto) standards: StandardUsedDto[];
  @Text({ max: 50 }) temperature: string;
  @Text({ max: 50 }) humidity: string;
  @Text({ max: 200, nullable: true }) place: string | null;
  @ListOf(() => ResultDto) results: ResultDto[];
  @Text({ max: 100, nullable: true }) grantedClass: string | null;
  @Text({ max: 100 }) verifierName: string;
  @Text({ max: 100 }) checkerName: string;
  @Text({ max: 100, nullable: true }) signatoryName: string | null;
  @InstantField({ nullable: true }) issuedAt: Date | null;
  @Text({ max: 100, nullable: true, description: 'Public check: `/verify/{token}`; once issued' })
  verificationToken: string | null;
  @Text({ max: 64, nullable: true }) sha256: string | null;
  @Id({ nullable: true }) supersededById: string | null;
  @Id({ nullable: true, description: 'The certificate that this one corrects' }) supersedesId: string | null;
  @Text({ max: 1000, nullable: true, description: 'Why it was revoked or corrected' }) reason: string | null;
  @InstantField({ nullable: true }) endedAt: Date | null;
}

export class IssueManyDto {
  @ListOf(() => VersionedId, { max: MAX_BULK, min: 1 }) items: VersionedId[];
}

export class RevokeDto {
  @Text({ max: 500, description: 'Shown on the public page: nothing personal' }) reason: string;
}

/** What a correction may change. Another conclusion is another verification: revoke and verify again. */
export class CertificateChangesDto {
  @Text({ max: 420, min: 1, optional: true }) clientName?: string;
  @Text({ max: 100, min: 1, optional: true }) name?: string;
  @Text({ max: 100, min: 1, optional: true }) model?: string;
  @Text({ max: 100, min: 1, optional: true }) serialNumber?: string;
  @Text({ max: 200, min: 1, optional: true }) manufacturer?: string;
  @Text({ max: 200, min: 1, optional: true }) measuringRange?: string;
  @Text({ max: 100, min: 1, optional: true }) accuracyClass?: string;
  @Text({ max: 100, min: 1, optional: true }) grantedClass?: string;
  @Text({ max: 200, min: 1, optional: true }) place?: string;
  @DateField({ optional: true }) validUntil?: string;
}

export class CorrectDto {
  @Text({ max: 500 }) reason: string;
  @Nested(() => CertificateChangesDto) changes: CertificateChangesDto;
}

export class FileNamesDto {
  @TextList({ max: 500, maxLength: 255, description: 'Names of files as they lie in the folder' })
  names: string[];
}

export class FileCandidateDto {
  @Id() id: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 100 }) instrumentName: string;
  @Text({ max: 420 }) clientName: string;
  @Text({ max: 30, description: 'Of the sample' }) caseNumber: string;
  @Bool({ description: 'Whether it has a file of the institution already' }) uploaded: boolean;
}

export class MatchedFileDto {
  @Text({ max: 255 }) name: string;
  @ListOf(() => FileCandidateDto, { description: 'One alone is certain; at most three' })
  candidates: FileCandidateDto[];
}

export class MatchFilesDto {
  @ListOf(() => MatchedFileDto) items: MatchedFileDto[];
}

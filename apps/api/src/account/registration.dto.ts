import {
  PAPER_KINDS,
  REGISTRANT_KINDS,
  registrationWorkflow,
  REVIEW_TARGETS,
  statuses,
  type PaperKind,
  type RegistrantKind,
  type RegistrationField,
  type RegistrationStatus,
  type ReviewTarget,
} from '@quanheng/domain';
import {
  Bool,
  Choice,
  DateField,
  Email,
  FreeObject,
  Id,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Pattern,
  PHONE,
  Secret,
  Text,
  TextList,
} from '../platform/fields.js';
import { AssigneeDto, AssignmentQuery } from './case-assignment.dto.js';

const MOBILE = /^1[3-9]\d{9}$/;
const STATUSES = statuses(registrationWorkflow);
const unset = { optional: true, nullable: true } as const;

export class RegisterDto {
  @Text({ min: 3, max: 50, example: 'yanshi-qiye' }) loginName: string;
  @Secret({ max: 500, description: '8 to 128 characters, no common password' }) password: string;
  @Choice(REGISTRANT_KINDS, {
    name: 'RegistrantKind',
    description: 'Who registers; decides which papers are needed',
  })
  registrantKind: RegistrantKind;
  @Text({ max: 50 }) contactPerson: string;
  @Pattern(MOBILE, { max: 11, example: '13800000000' }) mobile: string;
  @Email({ description: 'Codes to recover the password are sent here' }) email: string;
}

/** What is left out stays as it is, null empties it. */
export class UpdateRegistrationDto {
  @Choice(REGISTRANT_KINDS, { optional: true, name: 'RegistrantKind' }) registrantKind?: RegistrantKind;
  @Text({ max: 200, ...unset }) enterpriseName?: string | null;
  @Text({
    max: 30,
    ...unset,
    description: 'GB 32100; case and width do not matter',
    example: '91441202XYXY000135',
  })
  creditCode?: string | null;
  @Pattern(/^\d{6}$/, { max: 6, ...unset }) regionCode?: string | null;
  @Text({ max: 300, ...unset }) address?: string | null;
  @Text({ max: 50, ...unset }) legalRepresentative?: string | null;
  @Text({ max: 30, ...unset, description: 'Stored encrypted, answered masked' })
  legalRepresentativeIdNumber?: string | null;
  @Text({ max: 50, ...unset }) agentName?: string | null;
  @Text({ max: 30, ...unset, description: 'Stored encrypted, answered masked' }) agentIdNumber?:
    string | null;
  @Text({ max: 50, ...unset }) contactPerson?: string | null;
  @Pattern(MOBILE, { max: 11, ...unset }) mobile?: string | null;
  @Email(unset) email?: string | null;
  @Pattern(PHONE, { max: 50, ...unset, description: 'Printed in the integrity pledge' }) supervisionPhone?:
    string | null;
  @Id({ ...unset, description: 'Who is to review' }) institutionId?: string | null;
}

export class PaperDto {
  @Id({ description: 'Its content: `GET /attachments/{id}/file`' }) id: string;
  @Choice(PAPER_KINDS, { name: 'PaperKind' }) kind: PaperKind;
  @Text({ max: 200 }) fileName: string;
  @Text({ max: 100 }) mediaType: string;
  @Integer({ min: 1, max: 100_000_000, description: 'Bytes' }) size: number;
  @InstantField() createdAt: Date;
}

export class MissingPaperDto {
  @TextList({ max: 6, maxLength: 50, description: 'Any one of these kinds will do' }) anyOf: PaperKind[];
}

export class ReviewCommentDto {
  @Choice(REVIEW_TARGETS, { name: 'ReviewTarget', description: 'A field or a kind of paper' })
  target: ReviewTarget;
  @Text({ max: 300 }) reason: string;
}

export class ReturnedCommentDto extends ReviewCommentDto {
  @Bool({ description: 'Whether the place has been changed since' }) corrected: boolean;
}

export class ReviewerDto {
  @Id() id: string;
  @Text({ max: 200 }) name: string;
  @Text({ max: 50 }) phone: string;
}

export class RegistrationDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 30, example: 'E20261123-00001-K' }) caseNumber: string;
  @Choice(STATUSES, { name: 'RegistrationStatus' }) status: RegistrationStatus;
  @Choice(REGISTRANT_KINDS, { name: 'RegistrantKind' }) registrantKind: RegistrantKind;
  @Text({ max: 200, nullable: true }) enterpriseName: string | null;
  @Text({ max: 18, nullable: true }) creditCode: string | null;
  @Text({ max: 6, nullable: true }) regionCode: string | null;
  @Text({ max: 200, nullable: true, description: 'From the province down' }) regionName: string | null;
  @Text({ max: 300, nullable: true }) address: string | null;
  @Text({ max: 50, nullable: true }) legalRepresentative: string | null;
  @Text({ max: 18, nullable: true, description: 'Masked' }) legalRepresentativeIdNumber: string | null;
  @Text({ max: 50, nullable: true }) agentName: string | null;
  @Text({ max: 18, nullable: true, description: 'Masked' }) agentIdNumber: string | null;
  @Text({ max: 50, nullable: true }) contactPerson: string | null;
  @Text({ max: 11, nullable: true, description: 'Masked for a reviewer' }) mobile: string | null;
  @Text({ max: 254, nullable: true }) email: string | null;
  @Text({ max: 50, nullable: true }) supervisionPhone: string | null;
  @Nested(() => ReviewerDto, { nullable: true, description: 'Who is to review' })
  institution: ReviewerDto | null;
  @Id({ nullable: true }) institutionId: string | null;
  @Id({ nullable: true, description: 'Once approved' }) enterpriseId: string | null;
  @ListOf(() => PaperDto) papers: PaperDto[];
  @TextList({ max: 20, maxLength: 50, description: 'Fields still to be filled in' })
  missingFields: RegistrationField[];
  @ListOf(() => MissingPaperDto) missingPapers: MissingPaperDto[];
  @ListOf(() => ReturnedCommentDto, { description: 'What the last return asked to correct' })
  comments: ReturnedCommentDto[];
  @Text({ max: 500, nullable: true, description: 'Why it was rejected' }) reason: string | null;
  @Nested(() => AssigneeDto, { nullable: true, description: 'For reviewers: who has taken it' })
  assignedTo: AssigneeDto | null;
  @InstantField() createdAt: Date;
  @InstantField({ nullable: true }) submittedAt: Date | null;
  @InstantField({ nullable: true }) decidedAt: Date | null;
  @DateField({ nullable: true, description: 'The day on which the images of ID cards are deleted' })
  idCardsDeletedOn: string | null;
  @Integer({
    min: 0,
    max: 10_000,
    description: 'Days after the decision on which images of ID cards are deleted',
  })
  idCardRetentionDays: number;
}

export class RegistrationQuery extends AssignmentQuery {
  @Choice(STATUSES, { optional: true, name: 'RegistrationStatus' }) status?: RegistrationStatus;
}

export class RegistrationItemDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 30 }) caseNumber: string;
  @Choice(STATUSES, { name: 'RegistrationStatus' }) status: RegistrationStatus;
  @Choice(REGISTRANT_KINDS, { name: 'RegistrantKind' }) registrantKind: RegistrantKind;
  @Text({ max: 200 }) enterpriseName: string;
  @Text({ max: 18 }) creditCode: string;
  @Nested(() => AssigneeDto, { nullable: true, description: 'Who has taken it' })
  assignedTo: AssigneeDto | null;
  @InstantField() submittedAt: Date;
  @InstantField({ nullable: true }) decidedAt: Date | null;
}

export class RegistrationPageDto {
  @ListOf(() => RegistrationItemDto) items: RegistrationItemDto[];
  @Text({ max: 1000, nullable: true, description: 'Cursor of the next page' }) next: string | null;
}

export class RegistrationCountsDto {
  @FreeObject({ description: 'Number of registrations by status' }) counts: Record<string, number>;
}

export class ReturnRegistrationDto {
  @ListOf(() => ReviewCommentDto, { min: 1, max: REVIEW_TARGETS.length }) comments: ReviewCommentDto[];
}

export class RejectRegistrationDto {
  @Text({ max: 500 }) reason: string;
}

/** Personal data in full; that somebody looked is an audit event. */
export class UnmaskedDto {
  @Text({ max: 11, nullable: true }) mobile: string | null;
  @Text({ max: 18, nullable: true }) legalRepresentativeIdNumber: string | null;
  @Text({ max: 18, nullable: true }) agentIdNumber: string | null;
}

export class ResumeRegistrationCodeDto {
  @Text({
    max: 254,
    description: 'The e-mail address or mobile number given at the beginning',
    example: 'demo@demo.example',
  })
  contact: string;
}

export class ResumeRegistrationDto extends ResumeRegistrationCodeDto {
  @Pattern(/^\d{6}$/, { max: 6, description: 'The six digits that were sent', example: '000000' })
  code: string;
}

import {
  IDENTITY_PROOFS,
  PROFILE_CHANGE_KINDS,
  PROFILE_CHANGE_PAPERS,
  PROFILE_CHANGE_TARGETS,
  profileChangeWorkflow,
  statuses,
  type IdentityProof,
  type ProfileChangeField,
  type ProfileChangeKind,
  type ProfileChangePaper,
  type ProfileChangeStatus,
  type ProfileChangeTarget,
} from '@quanheng/domain';
import { AssigneeDto, AssignmentQuery } from '../account/case-assignment.dto.js';
import { ReviewerDto } from '../account/registration.dto.js';
import {
  Choice,
  Email,
  FreeObject,
  Id,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Pattern,
  Text,
  TextList,
} from '../platform/fields.js';

const MOBILE = /^1[3-9]\d{9}$/;
const CODE = /^\d{6}$/;
const STATUSES = statuses(profileChangeWorkflow);
const unset = { optional: true, nullable: true } as const;
const CREDIT_CODE = {
  max: 30,
  description: 'GB 32100; case and width do not matter',
  example: '91441202XYXY000135',
};

export class ProfileChangeCodeDto {
  @Text(CREDIT_CODE) creditCode: string;
  @Choice(['EMAIL', 'MOBILE'], {
    name: 'CodeChannel',
    description: 'Which registered contact the code goes to',
  })
  channel: 'EMAIL' | 'MOBILE';
}

export class BeginOwnProfileChangeDto {
  @Choice(PROFILE_CHANGE_KINDS, {
    name: 'ProfileChangeKind',
    description: 'What changes first; others may be added',
  })
  kind: ProfileChangeKind;
}

export class BeginProfileChangeDto extends BeginOwnProfileChangeDto {
  @Text(CREDIT_CODE) creditCode: string;
  @Choice(['EMAIL', 'MOBILE', 'REVIEW'], {
    name: 'ProofOfApplicant',
    description: 'By a code to the registered contact, or, where that is lost, by the institution’s review',
  })
  proof: 'EMAIL' | 'MOBILE' | 'REVIEW';
  @Pattern(CODE, { max: 6, ...unset, description: 'The six digits; not with REVIEW', example: '000000' })
  code?: string | null;
  @Text({ max: 50 }) applicantName: string;
  @Pattern(MOBILE, { max: 11, example: '13800000000' }) applicantMobile: string;
  @Email({ description: 'The answer goes there' }) applicantEmail: string;
}

export class ResumeCodeDto {
  @Text({ max: 200, example: 'P20261123-00001-K' }) caseNumber: string;
}

export class ResumeProfileChangeDto extends ResumeCodeDto {
  @Pattern(CODE, { max: 6, description: 'The six digits that were sent', example: '000000' }) code: string;
}

/** What is left out stays as it is, null empties it. */
export class UpdateProfileChangeDto {
  @TextList({ max: 3, maxLength: 30, optional: true, description: 'NAME, LEGAL_REPRESENTATIVE, CONTACT' })
  kinds?: ProfileChangeKind[];
  @Text({ max: 200, ...unset }) enterpriseName?: string | null;
  @Text({ max: 50, ...unset }) legalRepresentative?: string | null;
  @Text({ max: 30, ...unset, description: 'Stored encrypted, answered masked' })
  legalRepresentativeIdNumber?: string | null;
  @Text({ max: 50, ...unset }) contactPerson?: string | null;
  @Pattern(MOBILE, { max: 11, ...unset }) mobile?: string | null;
  @Email(unset) email?: string | null;
  @Text({ max: 30, ...unset, description: 'Of the new contact; stored encrypted, answered masked' })
  agentIdNumber?: string | null;
}

export class ProfileChangePaperDto {
  @Id() id: string;
  @Choice(PROFILE_CHANGE_PAPERS, { name: 'ProfileChangePaper' }) kind: ProfileChangePaper;
  @Text({ max: 200 }) fileName: string;
  @Text({ max: 100 }) mediaType: string;
  @Integer({ min: 1, max: 100_000_000, description: 'Bytes' }) size: number;
  @InstantField() createdAt: Date;
}

export class ProfileChangeCommentDto {
  @Choice(PROFILE_CHANGE_TARGETS, { name: 'ProfileChangeTarget', description: 'A field or a kind of paper' })
  target: ProfileChangeTarget;
  @Text({ max: 300 }) reason: string;
}

export class MissingChangePaperDto {
  @TextList({ max: 6, maxLength: 50, description: 'Any one of these kinds will do' })
  anyOf: ProfileChangePaper[];
}

/** Masked as far as the reader is not to know it. */
export class ProfileDataDto {
  @Text({ max: 200 }) enterpriseName: string;
  @Text({ max: 50 }) legalRepresentative: string;
  @Text({ max: 50 }) contactPerson: string;
  @Text({ max: 20 }) mobile: string;
  @Text({ max: 254 }) email: string;
}

export class ProfileChangeDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 30, example: 'P20261123-00001-K' }) caseNumber: string;
  @Choice(STATUSES, { name: 'ProfileChangeStatus' }) status: ProfileChangeStatus;
  @TextList({ max: 3, maxLength: 30 }) kinds: ProfileChangeKind[];
  @Choice(IDENTITY_PROOFS, {
    name: 'IdentityProof',
    description: 'How whoever asks has proved to belong there',
  })
  proof: IdentityProof;
  @Text({ max: 18 }) creditCode: string;
  @Nested(() => ProfileDataDto, { description: 'What is in force until the change is approved' })
  before: ProfileDataDto;
  @Text({ max: 200, nullable: true }) enterpriseName: string | null;
  @Text({ max: 50, nullable: true }) legalRepresentative: string | null;
  @Text({ max: 18, nullable: true, description: 'Masked' }) legalRepresentativeIdNumber: string | null;
  @Text({ max: 50, nullable: true }) contactPerson: string | null;
  @Text({ max: 11, nullable: true, description: 'Masked for a reviewer' }) mobile: string | null;
  @Text({ max: 254, nullable: true }) email: string | null;
  @Text({ max: 18, nullable: true, description: 'Masked' }) agentIdNumber: string | null;
  @Text({ max: 50 }) applicantName: string;
  @Text({ max: 11, description: 'Masked for a reviewer' }) applicantMobile: string;
  @Text({ max: 254 }) applicantEmail: string;
  @Nested(() => ReviewerDto, { nullable: true, description: 'Who is to review' })
  institution: ReviewerDto | null;
  @ListOf(() => ProfileChangePaperDto) papers: ProfileChangePaperDto[];
  @TextList({ max: 20, maxLength: 50, description: 'Fields still to be filled in' })
  missingFields: ProfileChangeField[];
  @ListOf(() => MissingChangePaperDto) missingPapers: MissingChangePaperDto[];
  @ListOf(() => ProfileChangeCommentDto, { description: 'What the last return asked to correct' })
  comments: ProfileChangeCommentDto[];
  @Text({ max: 500, nullable: true, description: 'Why it was rejected' }) reason: string | null;
  @Nested(() => AssigneeDto, { nullable: true, description: 'For reviewers: who has taken it' })
  assignedTo: AssigneeDto | null;
  @InstantField() createdAt: Date;
  @InstantField({ nullable: true }) submittedAt: Date | null;
  @InstantField({ nullable: true }) decidedAt: Date | null;
}

/** The key goes into the header X-Case-Key of all further requests about the case. */
export class ProfileChangeKeyDto {
  @Text({ max: 200 }) key: string;
  @Nested(() => ProfileChangeDto) change: ProfileChangeDto;
}

export class ProfileChangeQuery extends AssignmentQuery {
  @Choice(STATUSES, { optional: true, name: 'ProfileChangeStatus' }) status?: ProfileChangeStatus;
}

export class ProfileChangeItemDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 30 }) caseNumber: string;
  @Choice(STATUSES, { name: 'ProfileChangeStatus' }) status: ProfileChangeStatus;
  @TextList({ max: 3, maxLength: 30 }) kinds: ProfileChangeKind[];
  @Choice(IDENTITY_PROOFS, { name: 'IdentityProof' }) proof: IdentityProof;
  @Text({ max: 200, description: 'As it is called now' }) enterpriseName: string;
  @Text({ max: 18 }) creditCode: string;
  @Nested(() => AssigneeDto, { nullable: true }) assignedTo: AssigneeDto | null;
  @InstantField() createdAt: Date;
  @InstantField({ nullable: true }) submittedAt: Date | null;
  @InstantField({ nullable: true }) decidedAt: Date | null;
}

export class ProfileChangePageDto {
  @ListOf(() => ProfileChangeItemDto) items: ProfileChangeItemDto[];
  @Text({ max: 1000, nullable: true, description: 'Cursor of the next page' }) next: string | null;
}

export class ProfileChangeCountsDto {
  @FreeObject({ description: 'Number of changes by status' }) counts: Record<string, number>;
}

export class ReturnProfileChangeDto {
  @ListOf(() => ProfileChangeCommentDto, { min: 1, max: PROFILE_CHANGE_TARGETS.length })
  comments: ProfileChangeCommentDto[];
}

export class RejectProfileChangeDto {
  @Text({ max: 500 }) reason: string;
}

/** Personal data in full; that somebody looked is an audit event. */
export class UnmaskedProfileChangeDto {
  @Text({ max: 11, nullable: true }) mobile: string | null;
  @Text({ max: 11 }) applicantMobile: string;
  @Text({ max: 18, nullable: true }) legalRepresentativeIdNumber: string | null;
  @Text({ max: 18, nullable: true }) agentIdNumber: string | null;
}

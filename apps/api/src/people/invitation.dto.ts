import {
  INVITATION_STATUSES,
  PASSWORD_MAX_LENGTH,
  ROLES_OF,
  type InvitationStatus,
  type Role,
} from '@quanheng/domain';
import {
  Choice,
  Email,
  Id,
  InstantField,
  Integer,
  ListOf,
  Pattern,
  Secret,
  Text,
  TextList,
} from '../platform/fields.js';

const GIVEN_ROLES = Object.values(ROLES_OF).flat();
export const MOBILE = /^1\d{10}$/;

export class InvitePersonDto {
  @Text({ max: 100, example: '演示经办人' }) displayName: string;
  @TextList({
    max: 10,
    maxLength: 50,
    description: `Of: ${GIVEN_ROLES.join(', ')}`,
    example: ['ENTERPRISE_CLERK'],
  })
  roles: Role[];
  @Email({ optional: true, nullable: true, description: 'E-mail or mobile, or both: e-mail is used first' })
  email?: string | null;
  @Pattern(MOBILE, { max: 11, optional: true, nullable: true, example: '13800000000' }) mobile?:
    string | null;
  @Id({ optional: true, nullable: true, description: 'Enterprises: the branch that the member is bound to' })
  branchId?: string | null;
  @Id({ optional: true, nullable: true, description: 'Institutions: the department' })
  departmentId?: string | null;
}

export class InvitationDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 100 }) displayName: string;
  @TextList({ max: 10, maxLength: 50 }) roles: Role[];
  @Email({ nullable: true }) email: string | null;
  @Text({ max: 20, nullable: true, description: 'Masked', example: '138****0000' }) mobile: string | null;
  @Text({ max: 100, nullable: true }) branchName: string | null;
  @Text({ max: 100, nullable: true }) departmentName: string | null;
  @Text({ max: 200, nullable: true, description: 'The institution whose admin is invited' })
  institutionName: string | null;
  @Choice(INVITATION_STATUSES, { name: 'InvitationStatus' }) status: InvitationStatus;
  @Text({ max: 100 }) invitedByName: string;
  @InstantField() createdAt: string;
  @InstantField() expiresAt: string;
  @InstantField({ nullable: true, description: 'When the message went out; null while it waits' })
  sentAt: string | null;
}

export class InvitationListDto {
  @ListOf(() => InvitationDto) items: InvitationDto[];
}

/** Shown once; asking again makes another one, and the one before no longer works. */
export class InvitationLinkDto {
  @Text({ max: 1000, example: 'https://quanheng.example/invitation#…' }) url: string;
  @InstantField() expiresAt: string;
}

export class InvitationTokenDto {
  @Secret({ max: 200, description: 'What follows the hash sign of the invitation’s link' }) token: string;
}

/** What the invited person is shown before accepting. */
export class OpenInvitationDto {
  @Text({ max: 200, nullable: true, description: 'Null for the platform itself' }) organisationName:
    string | null;
  @Text({ max: 100 }) displayName: string;
  @TextList({ max: 10, maxLength: 50 }) roles: Role[];
  @Text({ max: 100 }) invitedByName: string;
  @InstantField() expiresAt: string;
}

export class AcceptInvitationDto extends InvitationTokenDto {
  @Text({
    max: 50,
    min: 3,
    description: 'To sign in with; however it is spelled, it is one account',
    example: 'jingban',
  })
  loginName: string;
  @Text({ max: 100 }) displayName: string;
  @Secret({ max: 500, description: `8 to ${PASSWORD_MAX_LENGTH} characters, no common password` })
  password: string;
}

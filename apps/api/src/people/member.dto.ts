import { OPEN_WORK, type OpenWorkKind, type Role } from '@quanheng/domain';
import { Bool, Choice, Email, Id, Integer, ListOf, Pattern, Text, TextList } from '../platform/fields.js';
import { MOBILE } from './invitation.dto.js';

export class PersonDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 50 }) loginName: string;
  @Text({ max: 100 }) displayName: string;
  @TextList({ max: 20, maxLength: 50 }) roles: Role[];
  @Choice(['ACTIVE', 'DISABLED']) status: 'ACTIVE' | 'DISABLED';
  @Bool({ description: 'Ten failures locked it (`domain.md` section 2)' }) locked: boolean;
  @Bool({ description: 'Signs in with a second factor' }) secondFactor: boolean;
  @Email({ nullable: true }) email: string | null;
  @Text({ max: 20, nullable: true, description: 'Masked', example: '138****0000' }) mobile: string | null;
  @Id({ nullable: true, description: 'The branch that the member is bound to; null: the whole enterprise' })
  branchId: string | null;
  @Text({ max: 100, nullable: true }) branchName: string | null;
  @Id({ nullable: true }) departmentId: string | null;
  @Text({ max: 100, nullable: true }) departmentName: string | null;
}

export class PersonListDto {
  @ListOf(() => PersonDto) items: PersonDto[];
}

class OpenWorkItemDto {
  @Text({ max: 200, description: 'Case number, or the file’s name' }) name: string;
  @Text({ max: 50 }) status: string;
}

export class OpenWorkGroupDto {
  @Choice(Object.keys(OPEN_WORK), { name: 'OpenWorkKind' }) kind: OpenWorkKind;
  @Integer({ min: 1, max: 1_000_000 }) count: number;
  @ListOf(() => OpenWorkItemDto, { max: 20, description: 'The first twenty' }) items: OpenWorkItemDto[];
  @TextList({ max: 10, maxLength: 50, description: 'Who takes it over holds one of these' }) roles: Role[];
}

export class OpenWorkDto {
  @Integer({ min: 0, max: 1_000_000 }) total: number;
  @ListOf(() => OpenWorkGroupDto) groups: OpenWorkGroupDto[];
}

export class HandOverDto {
  @Id({ description: 'The colleague who takes the open work over' }) handOverTo: string;
}

export class DisableMemberDto {
  @Id({ optional: true, description: 'Required while work is open in the member’s name' })
  handOverTo?: string;
  @Text({ max: 500, optional: true }) reason?: string;
}

/** What is to be changed; what is left out stays. A change of roles or branch ends the member’s sessions. */
export class ChangeMemberDto {
  @Text({ max: 100, min: 1, optional: true }) displayName?: string;
  @TextList({ max: 10, maxLength: 50, optional: true }) roles?: Role[];
  @Email({ optional: true, nullable: true }) email?: string | null;
  @Pattern(MOBILE, { max: 11, optional: true, nullable: true, example: '13800000000' }) mobile?:
    string | null;
  @Id({ optional: true, nullable: true }) branchId?: string | null;
  @Id({ optional: true, nullable: true }) departmentId?: string | null;
  @Id({ optional: true, description: 'Who takes over what the roles taken away were needed for' })
  handOverTo?: string;
}

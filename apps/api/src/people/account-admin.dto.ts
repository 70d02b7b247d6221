import { ROLES, type Role } from '@quanheng/domain';
import { Bool, Choice, Email, Id, Integer, ListOf, Text, TextList } from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

export const ACCOUNT_STATES = ['ACTIVE', 'LOCKED', 'DISABLED'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export class AccountQuery extends PageQuery {
  @Text({ max: 100, optional: true, description: 'Login name, name, or name of the organisation' })
  q?: string;
  @Choice(ACCOUNT_STATES, { optional: true, name: 'AccountState' }) state?: AccountState;
  @Choice(ROLES, { optional: true, name: 'Role' }) role?: Role;
}

export class AccountItemDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 50 }) loginName: string;
  @Text({ max: 100 }) displayName: string;
  @TextList({ max: 20, maxLength: 50 }) roles: Role[];
  @Choice(ACCOUNT_STATES, {
    name: 'AccountState',
    description: 'LOCKED: ten failures (`domain.md` section 2)',
  })
  state: AccountState;
  @Bool({ description: 'Signs in with a second factor' }) secondFactor: boolean;
  @Text({ max: 200, nullable: true }) organisationName: string | null;
  @Email({ nullable: true }) email: string | null;
  @Text({ max: 20, nullable: true, description: 'Masked', example: '138****0000' }) mobile: string | null;
}

export class AccountPageDto {
  @ListOf(() => AccountItemDto) items: AccountItemDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

import type { Role } from '@quanheng/domain';
import { Choice, DateField, Email, Id, ListOf, Pattern, Text, TextList } from '../platform/fields.js';

/** A name that was in force before, and when. */
export class FormerNameDto {
  @Text({ max: 200 }) name: string;
  @DateField() usedFrom: string;
  @DateField({ description: 'The day on which the change was approved' }) usedUntil: string;
}

/** The enterprise of the caller, as its registration and its approved changes say. */
export class EnterpriseDto {
  @Id() id: string;
  @Text({ max: 200 }) name: string;
  @Text({ max: 18, description: 'Unified social credit code (GB 32100)' }) creditCode: string;
  @Pattern(/^\d{6}$/, { max: 6, example: '441202' }) regionCode: string;
  @Text({ max: 200, description: 'With its province and city', example: '广东省 肇庆市 端州区' })
  regionPath: string;
  @Text({ max: 300 }) address: string;
  @Text({ max: 100 }) legalRepresentative: string;
  @Text({ max: 100 }) contactPerson: string;
  @Text({ max: 50, description: 'Masked', example: '138****0000' }) mobile: string;
  @Email() email: string;
  @Text({ max: 50, nullable: true }) supervisionPhone: string | null;
  @Id({ description: 'The institution that reviewed the registration' }) institutionId: string;
  @Text({ max: 200 }) institutionName: string;
  @DateField() approvedOn: string;
  @ListOf(() => FormerNameDto, { description: 'The latest first' }) formerNames: FormerNameDto[];
}

export class MemberDto {
  @Id() id: string;
  @Text({ max: 50 }) loginName: string;
  @Text({ max: 100 }) displayName: string;
  @TextList({ max: 20, maxLength: 50 }) roles: Role[];
  @Choice(['ACTIVE', 'DISABLED']) status: 'ACTIVE' | 'DISABLED';
}

export class MemberListDto {
  @ListOf(() => MemberDto) items: MemberDto[];
}

import { INSTITUTION_ROLES, VERIFICATION_MODES, type Role, type VerificationMode } from '@quanheng/domain';
import { Bool, Choice, Id, ListOf, Pattern, Text, TextList } from '../platform/fields.js';

const MODES = VERIFICATION_MODES.map((mode) => mode.word);

export class InstitutionQuery {
  @Pattern(/^\d{6}$/, {
    max: 6,
    optional: true,
    description: 'Where the instruments are: nearest institutions first',
  })
  regionCode?: string;
  @Text({ max: 20, optional: true, description: 'Only institutions that may verify this kind' })
  categoryCode?: string;
  @Choice(MODES, { optional: true }) mode?: VerificationMode;
}

export class InstitutionItemDto {
  @Id() id: string;
  @Text({ max: 200 }) name: string;
  @Pattern(/^\d{6}$/, { max: 6 }) regionCode: string;
  @Text({ max: 300 }) address: string;
  @Text({ max: 50 }) phone: string;
  @Bool({ description: 'The one to choose: of the county, else the city, else the province' })
  proposed: boolean;
}

export class InstitutionListDto {
  @ListOf(() => InstitutionItemDto) items: InstitutionItemDto[];
}

export class ServiceSiteDto {
  @Id() id: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 300 }) address: string;
  @Text({ max: 50 }) phone: string;
}

export class DepartmentDto {
  @Id() id: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 50 }) phone: string;
  @TextList({ max: 20, maxLength: 100 }) duties: string[];
}

export class InstitutionDto extends InstitutionItemDto {
  @Text({ max: 100 }) authorizationNumber: string;
  @ListOf(() => ServiceSiteDto) sites: ServiceSiteDto[];
  @ListOf(() => DepartmentDto) departments: DepartmentDto[];
}

export class StaffQuery {
  @Choice(INSTITUTION_ROLES, { optional: true }) role?: Role;
}

export class StaffDto {
  @Id() id: string;
  @Text({ max: 100 }) displayName: string;
  @TextList({ max: 20, maxLength: 50 }) roles: string[];
  @Id({ nullable: true }) departmentId: string | null;
}

export class StaffListDto {
  @ListOf(() => StaffDto) items: StaffDto[];
}

import {
  HALF_DAYS,
  INSTITUTION_ROLES,
  VERIFICATION_MODES,
  type CalendarDayKind,
  type HalfDay,
  type Role,
  type VerificationMode,
} from '@quanheng/domain';
import { Bool, Choice, DateField, Id, Integer, ListOf, Pattern, Text, TextList } from '../platform/fields.js';

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
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 100 }) name: string;
  @Text({ max: 300 }) address: string;
  @Text({ max: 50 }) phone: string;
}

export class DepartmentDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 100 }) name: string;
  @Text({ max: 50 }) phone: string;
  @TextList({ max: 20, maxLength: 100 }) duties: string[];
}

export class InstitutionDto extends InstitutionItemDto {
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 50, description: 'Begins its certificate numbers' }) code: string;
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

export class CapabilityDto {
  @Text({ max: 20, example: '90201' }) categoryCode: string;
  @Text({ max: 100, description: 'Of the catalogue in force; the code where the catalogue lacks it' })
  kind: string;
  @Choice(MODES) mode: VerificationMode;
  @Id() departmentId: string;
  @Text({ max: 100 }) departmentName: string;
}

export class CapabilityListDto {
  @ListOf(() => CapabilityDto, { max: 5000 }) items: CapabilityDto[];
}

export class WeeklyCapacityDto {
  @Id() departmentId: string;
  @Text({ max: 100 }) departmentName: string;
  @Choice(MODES) mode: VerificationMode;
  @Integer({ min: 0, max: 6, description: '0 is Sunday' }) weekday: number;
  @Choice(HALF_DAYS) halfDay: HalfDay;
  @Integer({ min: 0, max: 1_000_000, description: 'Instruments' }) capacity: number;
}

export class CapacityDepartmentDto {
  @Id() id: string;
  @Text({ max: 100 }) name: string;
  @Integer({ min: 1, max: 1_000_000_000, description: 'For If-Match' }) version: number;
}

export class WeeklyCapacityListDto {
  @ListOf(() => CapacityDepartmentDto, { description: 'All of them, also those that take nothing' })
  departments: CapacityDepartmentDto[];
  @ListOf(() => WeeklyCapacityDto, { max: 5000 }) items: WeeklyCapacityDto[];
}

export class CalendarQuery {
  @Integer({ min: 2000, max: 2100, optional: true, description: 'Default the current year' }) year?: number;
}

export class CalendarDayDto {
  @DateField() date: string;
  @Choice(['HOLIDAY', 'MAKEUP_WORKDAY']) kind: CalendarDayKind;
  @Text({ max: 50, example: '春节' }) name: string;
}

export class CalendarDto {
  @Integer({ min: 2000, max: 2100 }) year: number;
  @Bool({ description: 'Whether the holidays of the year have been entered' }) known: boolean;
  @ListOf(() => CalendarDayDto, { max: 366 }) items: CalendarDayDto[];
}

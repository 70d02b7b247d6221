import { VERIFICATION_MODES, type VerificationMode } from '@quanheng/domain';
import { Choice, Email, Id, ListOf, Nested, Pattern, Text, TextList } from '../platform/fields.js';

const MODES = VERIFICATION_MODES.map((mode) => mode.word);

export class DepartmentInput {
  @Text({ max: 100, example: '力学室' }) name: string;
  @Text({ max: 50, example: '0758-0000000' }) phone: string;
  @TextList({
    max: 20,
    maxLength: 100,
    description: 'What it is called for',
    example: ['预约检定确认（现场）'],
  })
  duties: string[];
}

export class SiteInput {
  @Text({ max: 100, example: '业务大厅' }) name: string;
  @Text({ max: 300 }) address: string;
  @Text({ max: 50, example: '0758-0000000' }) phone: string;
}

class InstitutionDataInput {
  @Text({ max: 200, example: '演示区检定所' }) name: string;
  @Pattern(/^\d{6}$/, { max: 6, example: '441202', description: 'Which region it serves' })
  regionCode: string;
  @Text({ max: 100 }) authorizationNumber: string;
  @Text({ max: 300 }) address: string;
  @Text({ max: 50, example: '0758-0000000' }) phone: string;
}

export class FirstAdminInput {
  @Text({ max: 100 }) displayName: string;
  @Email({ optional: true, nullable: true }) email?: string | null;
  @Pattern(/^1\d{10}$/, { max: 11, optional: true, nullable: true, example: '13800000000' }) mobile?:
    string | null;
}

export class CreateInstitutionDto extends InstitutionDataInput {
  @Pattern(/^[A-Z][A-Z0-9]{1,5}$/, {
    max: 6,
    example: 'DZ',
    description: 'Begins its certificate numbers; stays',
  })
  code: string;
  @Nested(() => FirstAdminInput, { description: 'Gets an invitation' }) admin: FirstAdminInput;
}

export class ChangeInstitutionDto extends InstitutionDataInput {}

class CapabilityInput {
  @Text({ max: 20, example: '90201' }) categoryCode: string;
  @Choice(MODES) mode: VerificationMode;
  @Id({ description: 'The department that does it' }) departmentId: string;
}

export class CapabilitiesInput {
  @ListOf(() => CapabilityInput, {
    max: 5000,
    description: 'All of them; what is left out is no longer offered',
  })
  items: CapabilityInput[];
}

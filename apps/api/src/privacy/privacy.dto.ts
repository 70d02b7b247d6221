import { Choice, DateField, Id, InstantField, Integer, Nested, Secret, Text } from '../platform/fields.js';

export const ERASURE_SCOPES = ['ACCOUNT', 'ENTERPRISE'] as const;
export type ErasureScope = (typeof ERASURE_SCOPES)[number];
const SCOPE = { name: 'ErasureScope' };

export class ErasureDto {
  @Id() id: string;
  @Choice(ERASURE_SCOPES, SCOPE) scope: ErasureScope;
  @InstantField() createdAt: Date;
  @DateField({ description: 'The day on which it is carried out; until then it can be taken back' })
  dueOn: string;
}

export class ErasureOptionDto {
  @Nested(() => ErasureDto, { nullable: true, description: 'Asked for and not carried out yet' })
  request: ErasureDto | null;
  @Text({ max: 100, nullable: true, description: 'Why it can’t be asked for: the code of the refusal' })
  obstacle: string | null;
  @Text({ max: 500, nullable: true }) obstacleText: string | null;
}

export class PrivacyDto {
  @Integer({ min: 0, max: 365, description: 'Days between asking and carrying out' }) graceDays: number;
  @Nested(() => ErasureOptionDto) account: ErasureOptionDto;
  @Nested(() => ErasureOptionDto, { nullable: true, description: 'For the admin of an enterprise' })
  enterprise: ErasureOptionDto | null;
}

export class RequestErasureDto {
  @Choice(ERASURE_SCOPES, SCOPE) scope: ErasureScope;
  @Secret({ max: 500 }) currentPassword: string;
}

export class ExportOwnDataDto {
  @Choice(ERASURE_SCOPES, SCOPE) scope: ErasureScope;
}

import { ERASURE_SCOPES, type ErasureScope } from '@quanheng/domain';
import {
  Choice,
  DateField,
  Id,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Secret,
  Text,
  TextList,
} from '../platform/fields.js';

const SCOPE = { name: 'ErasureScope' };

export class KeptDto {
  @Text({ max: 100 }) what: string;
  @Text({ max: 200 }) why: string;
}

/** What is forgotten, and what stays and why. */
export class ErasureTermsDto {
  @TextList({ max: 20, maxLength: 200 }) erased: string[];
  @ListOf(() => KeptDto) kept: KeptDto[];
}

export class ErasureDto {
  @Id() id: string;
  @Choice(ERASURE_SCOPES, SCOPE) scope: ErasureScope;
  @InstantField() createdAt: Date;
  @DateField({ description: 'The day on which it is carried out; until then it can be taken back' })
  dueOn: string;
  @Nested(() => ErasureTermsDto) terms: ErasureTermsDto;
}

export class ErasureOptionDto {
  @Nested(() => ErasureDto, { nullable: true, description: 'Asked for and not carried out yet' })
  request: ErasureDto | null;
  @Text({ max: 100, nullable: true, description: 'Why it can’t be asked for: the code of the refusal' })
  obstacle: string | null;
  @Text({ max: 500, nullable: true }) obstacleText: string | null;
  @Nested(() => ErasureTermsDto) terms: ErasureTermsDto;
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

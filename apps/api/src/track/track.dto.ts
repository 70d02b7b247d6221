import { CASE_KINDS, type CaseKind } from '@quanheng/domain';
import { Choice, InstantField, ListOf, Text } from '../platform/fields.js';

const KINDS = Object.values(CASE_KINDS);

export class TrackQuery {
  @Text({
    max: 200,
    description: 'Typed or scanned; an address that ends in it will do',
    example: 'E20261123-00001-K',
  })
  caseNumber: string;
  @Text({
    max: 10,
    description: 'The last four of the unified credit code, or of the mobile number given in the case',
    example: '0135',
  })
  known: string;
}

export class TrackStepDto {
  @Text({ max: 30, description: 'What happened', example: 'submit' }) step: string;
  @InstantField() at: Date;
}

/** Progress without personal data: the number alone is not enough, as it is counted up. */
export class TrackDto {
  @Text({ max: 30 }) caseNumber: string;
  @Choice(KINDS, { name: 'TrackedCase' }) kind: (typeof CASE_KINDS)[CaseKind];
  @Text({ max: 30, description: 'As in the states of that kind of case' }) status: string;
  @ListOf(() => TrackStepDto, { max: 50, description: 'The oldest first' }) steps: TrackStepDto[];
  @Text({ max: 200, nullable: true, description: 'Who deals with it' }) institutionName: string | null;
  @Text({ max: 50, nullable: true }) institutionPhone: string | null;
}

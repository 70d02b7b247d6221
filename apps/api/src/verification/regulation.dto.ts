import type { RegulationState } from '@quanheng/domain';
import { Choice, DateField, Id, Integer, ListOf, Text } from '../platform/fields.js';

const STATES = ['IN_FORCE', 'ENDING', 'ABOLISHED', 'NOT_YET'] as const;

export class RegulationBody {
  @Text({ max: 100, description: 'With its edition', example: 'JJG 52-2013' }) number: string;
  @Text({ max: 300 }) title: string;
  @DateField({ nullable: true, description: 'In force from this day on; null: not entered' })
  implementedOn: string | null;
  @DateField({ nullable: true, description: 'Not to be used from this day on' }) abolishedOn: string | null;
  @Text({ max: 100, nullable: true, description: 'The edition that took its place' }) replacedBy:
    string | null;
}

export class RegulationDto extends RegulationBody {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Choice(STATES, { name: 'RegulationState' }) state: RegulationState;
}

export class RegulationListDto {
  @ListOf(() => RegulationDto, { max: 2000 }) items: RegulationDto[];
}

import { DateField, Integer, ListOf, Text } from '../platform/fields.js';

const MAX = 10_000_000;

export class KindNameDto {
  @Text({ max: 20 }) code: string;
  @Text({ max: 100 }) kind: string;
}

export class EndedKindDto extends KindNameDto {
  @DateField({ description: 'Its last day' }) endedOn: string;
  @Integer({ min: 0, max: MAX, description: 'Instruments that bear it' }) count: number;
  @Integer({ min: 0, max: MAX, description: 'Of these filed or under review: their kind is locked' })
  filed: number;
  @ListOf(() => KindNameDto, { max: 3, description: 'Kinds in force that it may have become, best first' })
  suggestions: KindNameDto[];
}

export class EndedKindListDto {
  @ListOf(() => EndedKindDto) items: EndedKindDto[];
}

import type { InstrumentFieldKey } from '@quanheng/domain';
import { FreeObject, Id, Integer, ListOf, Text } from '../platform/fields.js';

export class InstrumentTemplateInput {
  @Text({ max: 60, example: '一号车间压力表' }) name: string;
  @FreeObject({ description: 'Fields of an instrument; serial number and own number are left out' })
  values: Partial<Record<InstrumentFieldKey, string | null>>;
}

export class InstrumentTemplateDto extends InstrumentTemplateInput {
  @Id() id: string;
  @Integer({ min: 1, max: 2_147_483_647 }) version: number;
  @Text({ max: 100 }) madeBy: string;
}

export class InstrumentTemplateListDto {
  @ListOf(() => InstrumentTemplateDto) items: InstrumentTemplateDto[];
}

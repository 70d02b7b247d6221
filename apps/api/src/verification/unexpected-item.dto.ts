import { Bool, Id, ListOf, Text } from '../platform/fields.js';

export class UnexpectedItemQuery {
  @Id({ description: 'The appointment on the counter' }) appointmentId: string;
  @Text({ max: 300, description: 'Serial number or label of what lies there as well' }) code: string;
}

/** An instrument of the same client, filed here, that isn't on the form. */
export class UnexpectedInstrumentDto {
  @Id() instrumentId: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 100, nullable: true, description: 'Why it can’t be added; null: it can' })
  obstacle: string | null;
  @Text({ max: 1000, nullable: true, description: 'The same in words, with what to do' })
  detail: string | null;
}

export class UnexpectedItemDto {
  @ListOf(() => UnexpectedInstrumentDto) items: UnexpectedInstrumentDto[];
  @Bool({ description: 'Another client has filed one of this number here; whose it is, is not told' })
  ofAnother: boolean;
}

export class AddItemBody {
  @Id() instrumentId: string;
}

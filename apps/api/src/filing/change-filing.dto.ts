import { INSTRUMENT_FIELD, VERIFICATION_MODES, type VerificationMode } from '@quanheng/domain';
import { Choice, DateField, Id, LedgerText, Nested, Text } from '../platform/fields.js';

const optional = { optional: true };

/** The new values; what is left out stays. */
export class FieldChangesDto {
  @LedgerText(INSTRUMENT_FIELD.name, optional) name?: string;
  @LedgerText(INSTRUMENT_FIELD.model, optional) model?: string;
  @LedgerText(INSTRUMENT_FIELD.serialNumber, optional) serialNumber?: string;
  @LedgerText(INSTRUMENT_FIELD.ownNumber) ownNumber?: string | null;
  @LedgerText(INSTRUMENT_FIELD.categoryCode, optional) categoryCode?: string;
  @Choice(VERIFICATION_MODES.map((mode) => mode.word), { optional: true, name: 'VerificationMode' })
  verificationMode?: VerificationMode;
  @DateField({ optional: true, nullable: true, description: 'Only a declared one' }) validUntil?:
    string | null;
}

export class ChangeRequestBody {
  @Id() instrumentId: string;
  @Nested(() => FieldChangesDto) changes: FieldChangesDto;
  @Text({ max: 500, description: 'Why; the reviewer reads it' }) reason: string;
  @Id({ optional: true, description: 'Another institution; without it the one it is filed with' })
  institutionId?: string;
}

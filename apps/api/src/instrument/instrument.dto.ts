import { PartialType } from '@nestjs/swagger';
import {
  INSTRUMENT_FIELD,
  INSTRUMENT_TYPES,
  ORIGINS,
  PURPOSES,
  USAGE_STATES,
  VERIFICATION_MODES,
  type CodeChoice,
  type InstrumentType,
  type Origin,
  type Purpose,
  type UsageState,
  type VerificationMode,
} from '@quanheng/domain';
import { Choice, DateField, LedgerText, Text, TextList } from '../platform/fields.js';

const F = INSTRUMENT_FIELD;
const MAX_COPIES = 500;

/** A coded column ★: the word travels, the template's digit stands beside it in the document. */
function Code(name: string, choices: readonly CodeChoice[]): PropertyDecorator {
  const description = choices.map((c) => `${c.word} = ${c.digit} ${c.zh}`).join('; ');
  return Choice(
    choices.map(({ word }) => word),
    { name, description },
  );
}

/** What a clerk enters of an instrument (`domain.md` section 3). */
export class InstrumentInput {
  @LedgerText(F.name) name: string;
  @LedgerText(F.model) model: string;
  @LedgerText(F.serialNumber) serialNumber: string;
  @LedgerText(F.ownNumber) ownNumber?: string | null;
  @LedgerText(F.manufacturer) manufacturer: string;
  @LedgerText(F.measuringRange) measuringRange: string;
  @LedgerText(F.accuracyClass) accuracyClass: string;
  @Code('Origin', ORIGINS) origin: Origin;
  @Code('UsageState', USAGE_STATES) usageState: UsageState;
  @Code('Purpose', PURPOSES) purpose: Purpose;
  @Code('InstrumentType', INSTRUMENT_TYPES) instrumentType: InstrumentType;
  @Code('VerificationMode', VERIFICATION_MODES) verificationMode: VerificationMode;
  @LedgerText(F.regionCode) regionCode: string;
  @LedgerText(F.categoryCode) categoryCode: string;
  @LedgerText(F.location) location: string;
  @LedgerText(F.typeApprovalNumber) typeApprovalNumber?: string | null;
  @DateField({ optional: true, nullable: true }) manufacturedOn?: string | null;
  @DateField({ optional: true, nullable: true }) inUseSince?: string | null;
  @DateField({ optional: true, nullable: true }) lastVerifiedOn?: string | null;
  @DateField({
    optional: true,
    nullable: true,
    description: 'As declared; issuing a certificate sets it later',
  })
  validUntil?: string | null;
  @LedgerText(F.remark) remark?: string | null;
}

/** What is to be changed; what is left out stays. */
export class InstrumentChange extends PartialType(InstrumentInput) {}

export class CopyInput {
  @TextList({ max: MAX_COPIES, maxLength: 100, description: 'One copy for each serial number' })
  serialNumbers: string[];

  @TextList({
    optional: true,
    max: MAX_COPIES,
    maxLength: 100,
    description: 'Own numbers of the copies in the same order; empty without',
  })
  ownNumbers?: string[];
}

export class IdentityQuery {
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 100, optional: true }) ownNumber?: string;
}

export class ReasonInput {
  @Text({ max: 500, optional: true }) reason?: string;
}

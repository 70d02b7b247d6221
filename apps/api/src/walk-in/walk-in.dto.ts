import { HALF_DAYS, VERIFICATION_MODES, type HalfDay, type VerificationMode } from '@quanheng/domain';
import {
  Bool,
  Choice,
  DateField,
  Id,
  Ids,
  Integer,
  ListOf,
  Pattern,
  PHONE,
  Text,
} from '../platform/fields.js';

const MODES = VERIFICATION_MODES.map((mode) => mode.word);
const STEPS = [
  'TO_FILE',
  'IN_REVIEW',
  'TO_CORRECT',
  'TO_BOOK',
  'TO_CONFIRM',
  'TO_RECEIVE',
  'IN_HOUSE',
  'BLOCKED',
] as const;
export type WalkInStep = (typeof STEPS)[number];

export class CustomerQuery {
  @Text({ max: 100, description: 'Part of the name, or the unified credit code' }) q: string;
}

export class CustomerDto {
  @Id() id: string;
  @Text({ max: 200 }) name: string;
  @Text({ max: 18 }) creditCode: string;
}

export class CustomerListDto {
  @ListOf(() => CustomerDto, { max: 20 }) items: CustomerDto[];
}

export class OpenWalkInBody {
  @Id({ description: 'An enterprise that is registered or filed with the institution' }) enterpriseId: string;
  @Text({ max: 100, description: 'Who stands at the counter' }) person: string;
  @Text({ max: 500, description: 'Why the desk acts in the customer’s name; on record' }) reason: string;
}

export class WalkInDto {
  @Id() id: string;
  @Id() enterpriseId: string;
  @Text({ max: 200 }) enterpriseName: string;
  @Text({ max: 100 }) person: string;
  @DateField({ description: 'The only day on which it is good' }) heldOn: string;
  @Text({ max: 100, description: 'Who helps' }) openedByName: string;
}

export class WalkInOfTodayDto extends WalkInDto {
  @Integer({ min: 0, max: 5000, description: 'Instruments that the reviewer has' }) inReview: number;
  @Integer({ min: 0, max: 5000, description: 'Instruments that the scheduler has' }) toConfirm: number;
  @Integer({ min: 0, max: 5000, description: 'Confirmed and not received yet' }) toReceive: number;
}

export class WalkInListDto {
  @ListOf(() => WalkInOfTodayDto, { max: 100 }) items: WalkInOfTodayDto[];
}

export class WalkInInstrumentQuery {
  @Text({ max: 100, optional: true, description: 'Name, model, serial or own number' }) q?: string;
}

export class WalkInInstrumentDto {
  @Id() id: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 20 }) categoryCode: string;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @Choice(STEPS, { name: 'WalkInStep', description: 'What comes next for it' }) step: WalkInStep;
  @Text({ max: 40, nullable: true, description: 'The filing or appointment that it is in' })
  caseNumber: string | null;
  @Text({ max: 500, nullable: true, description: 'What the reviewer wants corrected' })
  comment: string | null;
}

export class WalkInInstrumentListDto {
  @ListOf(() => WalkInInstrumentDto, { max: 100 }) items: WalkInInstrumentDto[];
  @Bool({ description: 'There are more than are shown: search for them' }) more: boolean;
}

export class WalkInSelectionBody {
  @Ids({ max: 500 }) instrumentIds: string[];
}

export class WalkInBookingBody extends WalkInSelectionBody {
  @Pattern(PHONE, { max: 50 }) contactPhone: string;
  @DateField({ optional: true, description: 'Another day than today, where today has no place' })
  date?: string;
  @Choice(HALF_DAYS, { optional: true, name: 'HalfDay', description: 'Default the next with places' })
  halfDay?: HalfDay;
}

export class WaitingCaseDto {
  @Id() id: string;
  @Text({ max: 40 }) caseNumber: string;
  @Text({ max: 200 }) enterpriseName: string;
  @Integer({ min: 0, max: 5000 }) count: number;
}

/** Customers at the counter whom a decision would let go on. */
export class WaitingDto {
  @ListOf(() => WaitingCaseDto) filings: WaitingCaseDto[];
  @ListOf(() => WaitingCaseDto) appointments: WaitingCaseDto[];
}

import {
  statuses,
  appointmentWorkflow,
  filingItemWorkflow,
  HALF_DAYS,
  instrumentWorkflow,
  type AppointmentStatus,
  type FilingItemStatus,
  type HalfDay,
  type InstrumentFieldKey,
  type Lifecycle,
  type ValidityStatus,
} from '@quanheng/domain';
import {
  Bool,
  Choice,
  DateField,
  Id,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Text,
  TextList,
} from '../platform/fields.js';
import { InstrumentInput } from './instrument.dto.js';

export const VALIDITY_STATUSES = ['UNVERIFIED', 'VALID', 'DUE_SOON', 'OVERDUE', 'FAILED'] as const;
const FILING_STATES = [...statuses(filingItemWorkflow), 'NONE'] as const;

export class FilingStateDto {
  @Choice(FILING_STATES, { description: 'Of its open or, without one, its latest item; NONE if never filed' })
  status: FilingItemStatus | 'NONE';
  @Id({ nullable: true }) filingId: string | null;
  @Id({ nullable: true }) itemId: string | null;
  @DateField({ nullable: true, description: 'Day on which the filing in force was approved' })
  filedOn: string | null;
  @Text({ max: 500, nullable: true, description: 'What to correct' }) comment: string | null;
}

export class OpenAppointmentDto {
  @Id() id: string;
  @Text({ max: 30 }) caseNumber: string;
  @Choice(statuses(appointmentWorkflow)) status: AppointmentStatus;
  @DateField() date: string;
  @Choice(HALF_DAYS) halfDay: HalfDay;
}

/** May it be booked today (`domain.md` section 6). */
export class BookingDto {
  @Bool() bookable: boolean;
  @DateField({ nullable: true, description: 'Last bookable day of the open window' }) until: string | null;
  @DateField({ nullable: true, description: 'First day of the next window' }) opensOn: string | null;
  @DateField({ nullable: true, description: 'Last day on which a lapsed filing could be used' })
  lapsedOn: string | null;
  @Text({ max: 100, nullable: true, description: 'Error code of the rule that refuses' }) reason:
    string | null;
  @Text({ max: 500, nullable: true, description: 'The same in words' }) message: string | null;
}

/** An instrument of the ledger with all that follows from its state. */
export class InstrumentItemDto extends InstrumentInput {
  @Id() id: string;
  @Integer({ min: 1, max: 2_147_483_647 }) version: number;
  @Choice(statuses(instrumentWorkflow)) lifecycle: Lifecycle;
  @Choice(VALIDITY_STATUSES) validityStatus: ValidityStatus;
  @Bool({ description: 'validUntil was typed or imported; no certificate has set it' })
  validUntilDeclared: boolean;
  @Text({ max: 200, nullable: true, description: 'Kind, in the newest edition that has it' }) kindName:
    string | null;
  @DateField({ nullable: true, description: 'Last day of a kind that the catalogue in force no longer has' })
  kindEndedOn: string | null;
  @Text({ max: 200, nullable: true }) regionName: string | null;
  @Id({ nullable: true, description: 'Verification institution' }) institutionId: string | null;
  @Text({ max: 200, nullable: true }) institutionName: string | null;
  @Nested(() => FilingStateDto) filing: FilingStateDto;
  @Nested(() => OpenAppointmentDto, { nullable: true }) openAppointment: OpenAppointmentDto | null;
  @Nested(() => BookingDto) booking: BookingDto;
  @Id({ nullable: true, description: 'The import it came with' }) importId: string | null;
  @Id({ nullable: true, description: 'The branch it belongs to; null: seen by all members' })
  branchId: string | null;
  @Text({ max: 100, nullable: true }) branchName: string | null;
  @InstantField() createdAt: Date;
}

export class RemarkDto {
  @Text({ max: 50 }) field: InstrumentFieldKey;
  @Text({ max: 100 }) code: string;
  @Text({ max: 500 }) message: string;
}

export class InstrumentDto extends InstrumentItemDto {
  @TextList({ max: 30, maxLength: 50, description: 'Fields that can’t be changed now' })
  lockedFields: InstrumentFieldKey[];
  @Bool({ description: 'It was filed once and can no longer be deleted' }) everFiled: boolean;
  @ListOf(() => RemarkDto, { description: 'What is odd about it without being wrong' }) warnings: RemarkDto[];
}

export class InstrumentPageDto {
  @ListOf(() => InstrumentItemDto) items: InstrumentItemDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class CopiedDto {
  @ListOf(() => CopiedItemDto) items: CopiedItemDto[];
}

export class CopiedItemDto {
  @Id() id: string;
  @Text({ max: 100 }) serialNumber: string;
}

export class DuplicateDto {
  @Nested(() => DuplicateOfDto, { nullable: true }) duplicate: DuplicateOfDto | null;
}

export class DuplicateOfDto {
  @Id() id: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) serialNumber: string;
}

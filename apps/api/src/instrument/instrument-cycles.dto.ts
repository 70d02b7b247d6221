import {
  appointmentItemWorkflow,
  appointmentWorkflow,
  certificateWorkflow,
  filingItemWorkflow,
  HALF_DAYS,
  statuses,
  taskWorkflow,
  VERIFICATION_MODES,
  type AppointmentItemStatus,
  type AppointmentStatus,
  type CertificateStatus,
  type FilingItemStatus,
  type HalfDay,
  type TaskStatus,
  type VerificationMode,
} from '@quanheng/domain';
import { Choice, DateField, Id, InstantField, ListOf, Text } from '../platform/fields.js';

export class InstrumentFilingDto {
  @Id({ description: 'Of the application' }) filingId: string;
  @Text({ max: 30 }) caseNumber: string;
  @Text({ max: 200 }) institutionName: string;
  @Choice(statuses(filingItemWorkflow)) status: FilingItemStatus;
  @InstantField() submittedAt: Date;
  @Text({ max: 500, nullable: true }) comment: string | null;
}

export class InstrumentVisitDto {
  @Id() appointmentId: string;
  @Text({ max: 30 }) caseNumber: string;
  @Choice(statuses(appointmentWorkflow)) appointmentStatus: AppointmentStatus;
  @Choice(statuses(appointmentItemWorkflow)) status: AppointmentItemStatus;
  @Choice(VERIFICATION_MODES.map(({ word }) => word)) mode: VerificationMode;
  @DateField() date: string;
  @Choice(HALF_DAYS) halfDay: HalfDay;
  @Text({ max: 30, nullable: true, description: 'Receiving number' }) receiptNumber: string | null;
  @Choice(statuses(taskWorkflow), { nullable: true }) taskStatus: TaskStatus | null;
  @Choice(['PASS', 'FAIL'], { nullable: true }) conclusion: 'PASS' | 'FAIL' | null;
}

export class InstrumentCertificateDto {
  @Id() id: string;
  @Text({ max: 60, nullable: true }) number: string | null;
  @Choice(statuses(certificateWorkflow)) status: CertificateStatus;
  @Choice(['PASS', 'FAIL']) conclusion: 'PASS' | 'FAIL';
  @DateField({ nullable: true }) issuedOn: string | null;
  @DateField({ nullable: true }) validUntil: string | null;
}

/** All that an instrument went through, the latest first. */
export class InstrumentCyclesDto {
  @ListOf(() => InstrumentFilingDto) filings: InstrumentFilingDto[];
  @ListOf(() => InstrumentVisitDto) visits: InstrumentVisitDto[];
  @ListOf(() => InstrumentCertificateDto) certificates: InstrumentCertificateDto[];
}

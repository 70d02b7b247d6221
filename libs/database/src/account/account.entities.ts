import type {
  ContactCodePurpose,
  PaperKind,
  ProfileChangePaper,
  RegistrantKind,
  RegistrationStatus,
  Role,
} from '@quanheng/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  DateOnly,
  Flag,
  Instant,
  Int,
  IntZero,
  Text,
  TextList,
  Uuid,
  VersionedRow,
} from '../platform/columns.js';

@Entity()
@Index('enterprise_credit_code', ['creditCode'], { unique: true, where: 'closed_at IS NULL' })
export class EnterpriseEntity extends VersionedRow {
  @Text() name: string;
  @Text() creditCode: string;
  @Text() regionCode: string;
  @Text() address: string;
  @Text() legalRepresentative: string;
  @Text() contactPerson: string;
  @Text() mobile: string;
  @Text() email: string;
  @Text(true) supervisionPhone: string | null;
  /** Whose access follows the contact (`domain.md` section 1); where nobody is named, the oldest admin. */
  @Uuid(true) contactAccountId: string | null;
  /** The institution that reviewed the registration. */
  @Uuid() institutionId: string;
  @DateOnly() approvedOn: string;
  /** Its admin had it closed: nobody acts for it any more, its records stay; its code may register anew. */
  @Instant(true) closedAt: Date | null;
}

@Entity()
@Index(['loginKey'], { unique: true })
@Index(['enterpriseId'])
@Index(['institutionId'])
export class AccountEntity extends VersionedRow {
  @Text() loginName: string;
  /** The login name normalised: however it is spelled, it is one account (`domain.md` section 2). */
  @Text() loginKey: string;
  @Text() displayName: string;
  @Text() passwordHash: string;
  @Text() status: 'ACTIVE' | 'DISABLED';
  @TextList() roles: Role[];
  @Uuid(true) enterpriseId: string | null;
  @Uuid(true) institutionId: string | null;
  @Uuid(true) departmentId: string | null;
  /** Narrows what the account sees of its enterprise; null: the whole of it. */
  @Uuid(true) branchId: string | null;
  @Uuid(true) registrationId: string | null;
  @Text(true) email: string | null;
  @Text(true) mobile: string | null;
}

/** Failures per login key, whether an account of that name exists or not, so that the two can't be told apart. */
@Entity()
export class LoginCounterEntity {
  @PrimaryColumn('text') loginKey: string;
  @IntZero() failures: number;
  @Instant(true) lockedAt: Date | null;
}

/** Failures per browser, behind a session cookie (`domain.md` section 2 ★). */
@Entity()
export class BrowserCounterEntity {
  @PrimaryColumn('uuid') id: string;
  @IntZero() failures: number;
  @Instant() updatedAt: Date;
}

/** One log-in. Its refresh token rotates; the one before is remembered to detect reuse. */
@Entity()
@Index(['accountId'])
export class SessionEntity {
  @PrimaryColumn('uuid') id: string;
  @Uuid() accountId: string;
  @Text() refreshHash: string;
  @Text(true) previousHash: string | null;
  @Instant() createdAt: Date;
  @Instant() lastUsedAt: Date;
  @Instant() expiresAt: Date;
  @Instant(true) revokedAt: Date | null;
  @Text(true) userAgent: string | null;
  /** The browser's lasting cookie, and the network address it came from: shown to the owner. */
  @Uuid(true) deviceId: string | null;
  @Text(true) address: string | null;
}

/**
 * A code to a registered contact: to reset a password, to go on with a registration, to prove who asks for a change.
 * Asked for by what the caller knows, whether there is such a contact or not, so that asking tells nothing; the worker
 * makes the code while it sends it, so that nobody stores it readable.
 */
@Entity()
@Index('contact_code_subject', ['purpose', 'subject', 'createdAt'])
export class ContactCodeEntity {
  @PrimaryColumn('uuid') id: string;
  @Text() purpose: ContactCodePurpose;
  /** A login name, an address or number, or a credit code, normalised. */
  @Text() subject: string;
  @Text() channel: 'EMAIL' | 'MOBILE';
  @Text(true) codeHash: string | null;
  @Instant() createdAt: Date;
  @Instant() expiresAt: Date;
  @Instant(true) sentAt: Date | null;
  @Instant(true) usedAt: Date | null;
  @IntZero() attempts: number;
}

/** What a reviewer found wrong: a field of the form or a kind of paper. */
export interface ReviewComment {
  readonly target: string;
  readonly reason: string;
  /** What lay there then: the field as it was stored, or the id of the paper. */
  readonly was?: string | null;
}

@Entity()
@Index(['caseNumber'], { unique: true })
@Index(['institutionId', 'status', 'submittedAt'])
export class RegistrationEntity extends VersionedRow {
  @Text() caseNumber: string;
  @Text() status: RegistrationStatus;
  @Uuid() accountId: string;
  @Uuid(true) institutionId: string | null;
  @Uuid(true) enterpriseId: string | null;
  @Text() registrantKind: RegistrantKind;
  @Text(true) enterpriseName: string | null;
  @Text(true) creditCode: string | null;
  @Text(true) regionCode: string | null;
  @Text(true) address: string | null;
  @Text(true) legalRepresentative: string | null;
  /** Encrypted by the application; never logged, masked in answers. */
  @Text(true) legalRepresentativeIdNumber: string | null;
  @Text(true) agentName: string | null;
  @Text(true) agentIdNumber: string | null;
  @Text(true) contactPerson: string | null;
  @Text(true) mobile: string | null;
  @Text(true) email: string | null;
  @Text(true) supervisionPhone: string | null;
  @Column('jsonb', { default: '[]' }) comments: ReviewComment[];
  @Text(true) reason: string | null;
  @Instant(true) submittedAt: Date | null;
  @Instant(true) decidedAt: Date | null;
  @Uuid(true) decidedBy: string | null;
  /** The reviewer who has taken it. */
  @Uuid(true) assignedTo: string | null;
  /** When its registrant was told that the draft will be deleted. */
  @Instant(true) warnedAt: Date | null;
}

export type AttachmentKind =
  | PaperKind
  | ProfileChangePaper
  | 'IMPORT_FILE'
  | 'IMPORT_ERROR_REPORT'
  | 'APPOINTMENT_FORM'
  | 'RECEIVING_SLIP'
  | 'INSTRUMENT_LABELS'
  | 'PICKUP_SIGNATURE'
  | 'ITEM_PHOTO'
  | 'CERTIFICATE'
  | 'OWN_CERTIFICATE'
  | 'REFERENCE_TABLE'
  | 'LONG_JOB_RESULT';

/** A stored file. Which record it belongs to is said by that record or by `registrationId`. */
@Entity()
@Index(['registrationId'])
@Index(['enterpriseId', 'kind'])
@Index('attachment_of_profile_change', ['profileChangeId'])
export class AttachmentEntity {
  @PrimaryColumn('uuid') id: string;
  @Text() kind: AttachmentKind;
  @Uuid(true) registrationId: string | null;
  @Uuid(true) profileChangeId: string | null;
  @Uuid(true) enterpriseId: string | null;
  @Uuid(true) institutionId: string | null;
  @Text() fileName: string;
  @Text() mediaType: string;
  @Int() size: number;
  @Text() sha256: string;
  @Text() storageKey: string;
  @Flag() encrypted: boolean;
  @Instant() createdAt: Date;
  @Uuid(true) createdBy: string | null;
  @Instant(true) deletedAt: Date | null;
}

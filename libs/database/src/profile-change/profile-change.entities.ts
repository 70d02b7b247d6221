import type {
  IdentityProof,
  ProfileChangeKind,
  ProfileChangeStatus,
  ProfileChangeTarget,
} from '@quanheng/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, IntZero, Json, Text, TextList, Uuid, VersionedRow } from '../platform/columns.js';

/** What was in force before and is in force after; without ID numbers. */
export interface ProfileSnapshot {
  readonly enterpriseName: string;
  readonly legalRepresentative: string;
  readonly contactPerson: string;
  readonly mobile: string;
  readonly email: string;
}

/** 资料变更 (`domain.md` section 1 ★). Until it is approved the old data stays in force. */
@Entity()
@Index('profile_change_number', ['caseNumber'], { unique: true })
@Index('profile_change_queue', ['institutionId', 'status', 'submittedAt'])
@Index('profile_change_of_enterprise', ['enterpriseId', 'id'])
@Index('one_open_profile_change', ['enterpriseId'], {
  unique: true,
  where: "status IN ('SUBMITTED', 'RETURNED')",
})
export class ProfileChangeEntity extends VersionedRow {
  @Text() caseNumber: string;
  @Text() status: ProfileChangeStatus;
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @TextList() kinds: ProfileChangeKind[];
  @Text() proof: IdentityProof;
  /** Who asks, to be answered: not necessarily anybody on record. */
  @Text() applicantName: string;
  @Text() applicantMobile: string;
  @Text() applicantEmail: string;
  @Text(true) enterpriseName: string | null;
  @Text(true) legalRepresentative: string | null;
  /** Encrypted by the application; never logged, masked in answers. */
  @Text(true) legalRepresentativeIdNumber: string | null;
  @Text(true) contactPerson: string | null;
  @Text(true) mobile: string | null;
  @Text(true) email: string | null;
  @Text(true) agentIdNumber: string | null;
  /** The data in force when it was submitted, and in the end when it was decided. */
  @Json(true) before: ProfileSnapshot | null;
  @Column('jsonb', { default: '[]' }) comments: { target: ProfileChangeTarget; reason: string }[];
  @Text(true) reason: string | null;
  @Uuid(true) assignedTo: string | null;
  /** Part of the applicant's key: raising it ends the keys given out before. */
  @IntZero() keySerial: number;
  @Instant(true) submittedAt: Date | null;
  @Instant(true) decidedAt: Date | null;
  @Uuid(true) decidedBy: string | null;
  @Instant(true) warnedAt: Date | null;
}

/** A name that an enterprise had, with the days from which and until which it was in force. */
@Entity()
@Index('former_name_of_enterprise', ['enterpriseId', 'usedUntil'])
export class EnterpriseFormerNameEntity {
  @PrimaryColumn('uuid') id: string;
  @Uuid() enterpriseId: string;
  @Text() name: string;
  @DateOnly() usedFrom: string;
  /** The day on which the change was approved. */
  @DateOnly() usedUntil: string;
  @Uuid() profileChangeId: string;
}

import type { Role } from '@quanheng/domain';
import { Entity, Index } from 'typeorm';
import { Instant, Text, TextList, Uuid, VersionedRow } from '../platform/columns.js';

/** A part of an enterprise with members and a ledger of its own (`domain.md`, Parties). */
@Entity()
@Index(['enterpriseId', 'name'], { unique: true })
export class BranchEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @Text() name: string;
  @Text(true) contactPerson: string | null;
  @Text(true) phone: string | null;
}

/**
 * Somebody asked to join an enterprise, an institution or the platform. Single use, expiring, of real time. Of its tokens
 * only hashes are kept: one for the message that was sent, one for the link that the inviter hands over personally.
 */
@Entity()
@Index(['enterpriseId'])
@Index(['institutionId'])
export class InvitationEntity extends VersionedRow {
  @Uuid(true) enterpriseId: string | null;
  @Uuid(true) institutionId: string | null;
  @Uuid(true) branchId: string | null;
  @Uuid(true) departmentId: string | null;
  @TextList() roles: Role[];
  @Text() displayName: string;
  @Text(true) email: string | null;
  @Text(true) mobile: string | null;
  @Text(true) sentHash: string | null;
  @Text(true) linkHash: string | null;
  @Instant() expiresAt: Date;
  @Instant(true) sentAt: Date | null;
  @Instant(true) acceptedAt: Date | null;
  @Instant(true) withdrawnAt: Date | null;
  @Uuid(true) invitedBy: string | null;
  @Text() invitedByName: string;
}

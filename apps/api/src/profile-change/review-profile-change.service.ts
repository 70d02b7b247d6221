import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Database,
  EnterpriseEntity,
  lockForMove,
  ProfileChangeEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  next,
  PROFILE_CHANGE_PAPERS,
  profileChangeWorkflow,
  REVIEW_TARGET_NAMES,
  type ProfileChangeAction,
  type ProfileChangePaper,
  type ProfileChangeTarget,
  type ReviewTarget,
} from '@quanheng/domain';
import { assertNotAnothers } from '../account/case-assignment.service.js';
import { PasswordHasher } from '../account/password-hasher.js';
import { applyChange, type Applied } from './apply-profile-change.js';
import type {
  ProfileChangeCommentDto,
  ProfileChangeDto,
  UnmaskedProfileChangeDto,
} from './profile-change.dto.js';
import { ProfileChangePresenter, toSnapshot } from './profile-change.presenter.js';
import { paperName } from './profile-change.service.js';
import { tellApproved, tellRejected, tellReturned } from './tell-profile-change.js';

type Decision = (tx: Transaction, row: ProfileChangeEntity, enterprise: EnterpriseEntity) => Promise<void>;

/** What the reviewing institution decides (`domain.md` section 1). */
@Injectable()
export class ReviewProfileChangeService {
  constructor(
    private readonly database: Database,
    private readonly hasher: PasswordHasher,
    private readonly presenter: ProfileChangePresenter,
  ) {}

  /** Itemised: a reason for each field or paper that is to be corrected. */
  return(
    context: TenantContext,
    id: string,
    version: number,
    comments: ProfileChangeCommentDto[],
  ): Promise<ProfileChangeDto> {
    const reasons = comments.map(({ target, reason }) => ({ place: targetName(target), reason }));
    const text = reasons.map(({ place, reason }) => `${place}：${reason}`).join('；');
    return this.decide(context, id, version, 'return', text, async (tx, row) => {
      row.comments = comments.map(({ target, reason }) => ({ target, reason }));
      await tellReturned(tx, row, reasons);
    });
  }

  reject(context: TenantContext, id: string, version: number, reason: string): Promise<ProfileChangeDto> {
    return this.decide(context, id, version, 'reject', reason, async (tx, row) => {
      Object.assign(row, { reason, comments: [] });
      await tellRejected(tx, row, reason);
    });
  }

  /** From now on the new data is in force, and the contact's access has moved. */
  async approve(context: TenantContext, id: string, version: number): Promise<ProfileChangeDto> {
    // A hash of what nobody knows: the account works, its password doesn't until the contact sets one by code.
    const unusable = await this.hasher.hash(randomBytes(32).toString('base64'));
    return this.decide(context, id, version, 'approve', null, async (tx, row, enterprise) => {
      row.before = toSnapshot(enterprise);
      row.comments = [];
      const applied: Applied = await applyChange(tx, row, enterprise, unusable);
      await tellApproved(tx, row, applied);
    });
  }

  /** Personal data in full for comparing it with the papers; who looked and why is on record (`domain.md` section 10). */
  unmask(context: TenantContext, id: string, reason: string): Promise<UnmaskedProfileChangeDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, ProfileChangeEntity, id, null);
      const { enterpriseId } = row;
      tx.audit({
        action: 'profile-change.unmask',
        objectType: 'profile-change',
        objectId: id,
        reason,
        enterpriseId,
      });
      return {
        mobile: row.mobile,
        applicantMobile: row.applicantMobile,
        legalRepresentativeIdNumber: this.presenter.open(row, 'legalRepresentativeIdNumber'),
        agentIdNumber: this.presenter.open(row, 'agentIdNumber'),
      };
    });
  }

  /** With the system's sight: the accounts and sessions of the enterprise are out of an institution's. */
  private decide(
    context: TenantContext,
    id: string,
    version: number,
    action: ProfileChangeAction,
    reason: string | null,
    decision: Decision,
  ): Promise<ProfileChangeDto> {
    return this.database.write({ ...context, kind: 'system' }, async (tx) => {
      const row = await lockAddressed(tx, context, id, version);
      const before = { status: row.status };
      row.status = next(profileChangeWorkflow, row.status, action, context.roles);
      await assertNotAnothers(tx, context, row);
      Object.assign(row, { decidedAt: tx.now, decidedBy: context.accountId });
      const enterprise = await lockForMove(tx, EnterpriseEntity, row.enterpriseId, null);
      const old = toSnapshot(enterprise);
      await decision(tx, row, enterprise);
      await tx.manager.save(row);
      const { status, enterpriseId, institutionId } = row;
      const event = { action: `profile-change.${action}`, objectType: 'profile-change', objectId: id };
      const names = action === 'approve' ? { from: namesOf(old), to: namesOf(toSnapshot(enterprise)) } : {};
      tx.audit({ ...event, before, after: { status, ...names }, reason, enterpriseId, institutionId });
      return this.presenter.toDto(tx, context, row);
    });
  }
}

/** The names of the licence only: who the contact is, stays out of the log. */
const namesOf = ({ enterpriseName, legalRepresentative }: ReturnType<typeof toSnapshot>) => ({
  enterpriseName,
  legalRepresentative,
});

async function lockAddressed(
  tx: Transaction,
  { institutionId }: TenantContext,
  id: string,
  version: number,
): Promise<ProfileChangeEntity> {
  const row = await lockForMove(tx, ProfileChangeEntity, id, null);
  if (row.institutionId !== institutionId || row.status === 'DRAFT')
    throw new DomainError('record.not-found', { id });
  if (row.version !== version) throw new DomainError('record.stale', { id, version: row.version });
  return row;
}

function targetName(target: ProfileChangeTarget): string {
  const isPaper = (PROFILE_CHANGE_PAPERS as readonly string[]).includes(target);
  return isPaper ? paperName(target as ProfileChangePaper) : REVIEW_TARGET_NAMES[target as ReviewTarget].zh;
}

import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  EnterpriseEntity,
  orTaken,
  type RegistrationEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  next,
  registrationWorkflow,
  REVIEW_TARGET_NAMES,
  type RegistrationAction,
} from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import { assertNotAnothers } from './case-assignment.service.js';
import { findInstitution, findPapers, heldAt, lockOwn, withSystemSight } from './own-registration.js';
import { RegistrationPresenter } from './registration-presenter.js';
import type { RegistrationDto, UnmaskedDto, ReviewCommentDto } from './registration.dto.js';
import { assertCreditCodeFree } from './registration.service.js';

type Decision = (tx: Transaction, row: RegistrationEntity, institutionName: string) => Promise<void>;

/** What the reviewing institution decides ★ (`domain.md` section 1). */
@Injectable()
export class ReviewRegistrationService {
  constructor(
    private readonly database: Database,
    private readonly presenter: RegistrationPresenter,
  ) {}

  /** Itemised: a reason for each field or paper that is to be corrected. */
  return(
    context: TenantContext,
    id: string,
    version: number,
    comments: ReviewCommentDto[],
  ): Promise<RegistrationDto> {
    const reason = comments
      .map(({ target, reason }) => `${REVIEW_TARGET_NAMES[target].zh}：${reason}`)
      .join('；');
    return this.decide(context, id, version, 'return', reason, async (tx, row, institutionName) => {
      const papers = await findPapers(tx, id);
      row.comments = comments.map(({ target, reason }) => ({
        target,
        reason,
        was: heldAt(target, row, papers),
      }));
      const reasons = comments.map(({ target, reason }) => ({
        place: REVIEW_TARGET_NAMES[target].zh,
        reason,
      }));
      const params = { caseNumber: row.caseNumber, institutionName, reasons };
      await tell(
        tx,
        { registrationId: id },
        { template: 'registration.returned', params, link: '/registration' },
      );
    });
  }

  reject(context: TenantContext, id: string, version: number, reason: string): Promise<RegistrationDto> {
    return this.decide(context, id, version, 'reject', reason, async (tx, row, institutionName) => {
      row.reason = reason;
      row.comments = [];
      const params = { caseNumber: row.caseNumber, institutionName, reason };
      await tell(
        tx,
        { registrationId: id },
        { template: 'registration.rejected', params, link: '/registration' },
      );
    });
  }

  /** The enterprise comes into being and its registrant becomes its admin, at the next request. */
  approve(context: TenantContext, id: string, version: number): Promise<RegistrationDto> {
    const decide = () =>
      this.decide(context, id, version, 'approve', null, async (tx, row, institutionName) => {
        await assertCreditCodeFree(tx, row.creditCode);
        row.comments = [];
        row.enterpriseId = await foundEnterprise(tx, row);
        const params = { caseNumber: row.caseNumber, institutionName };
        await tell(
          tx,
          { enterpriseId: row.enterpriseId },
          { template: 'registration.approved', params, link: '/e' },
        );
      });
    // Two registrations of one credit code approved at once: the database lets one through.
    return orTaken(decide, () => new DomainError('registration.credit-code-taken'));
  }

  /** Personal data in full for comparing it with the papers; who looked and why is on record (`domain.md` section 10). */
  unmask(context: TenantContext, id: string, reason: string): Promise<UnmaskedDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockOwn(tx, context, id, null);
      const { enterpriseId } = row;
      tx.audit({
        action: 'registration.unmask',
        objectType: 'registration',
        objectId: id,
        reason,
        enterpriseId,
      });
      return {
        mobile: row.mobile,
        legalRepresentativeIdNumber: this.presenter.open(row, 'legalRepresentativeIdNumber'),
        agentIdNumber: this.presenter.open(row, 'agentIdNumber'),
      };
    });
  }

  private decide(
    context: TenantContext,
    id: string,
    version: number,
    action: RegistrationAction,
    reason: string | null,
    decision: Decision,
  ): Promise<RegistrationDto> {
    return this.database.write(withSystemSight(context), async (tx) => {
      const row = await lockOwn(tx, context, id, version);
      const before = { status: row.status };
      row.status = next(registrationWorkflow, row.status, action, context.roles);
      await assertNotAnothers(tx, context, row);
      row.decidedAt = tx.now;
      row.decidedBy = context.accountId;
      await decision(tx, row, (await findInstitution(tx, row.institutionId))?.name ?? '');
      await tx.manager.save(row);
      const { status, enterpriseId, institutionId } = row;
      const event = { action: `registration.${action}`, objectType: 'registration', objectId: id };
      tx.audit({ ...event, before, after: { status }, reason, enterpriseId, institutionId });
      return this.presenter.toDto(tx, context, row);
    });
  }
}

async function foundEnterprise(tx: Transaction, row: RegistrationEntity): Promise<string> {
  const id = uuidv7();
  const { creditCode, regionCode, address, legalRepresentative, contactPerson, mobile, email } = row;
  await tx.manager.insert(EnterpriseEntity, {
    ...({
      creditCode,
      regionCode,
      address,
      legalRepresentative,
      contactPerson,
      mobile,
      email,
    } as EnterpriseEntity),
    id,
    name: row.enterpriseName as string,
    supervisionPhone: row.supervisionPhone,
    institutionId: row.institutionId as string,
    approvedOn: tx.today,
    contactAccountId: row.accountId,
  });
  await tx.query('UPDATE attachment SET enterprise_id = $2 WHERE registration_id = $1', [row.id, id]);
  const account = await tx.manager.findOneByOrFail(AccountEntity, { id: row.accountId });
  Object.assign(account, { roles: ['ENTERPRISE_ADMIN'], enterpriseId: id, email, mobile });
  await tx.manager.save(account);
  return id;
}

import { Injectable } from '@nestjs/common';
import {
  Database,
  EnterpriseEntity,
  nextCaseNumber,
  ProfileChangeEntity,
  systemContext,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  normalizeCreditCode,
  parseCaseNumber,
  profileChangeWorkflow,
  type IdentityProof,
  type ProfileChangeKind,
} from '@quanheng/domain';
import { In, IsNull } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { Browser } from '../account/auth-cookies.js';
import { ContactCodes } from '../account/contact-codes.service.js';
import { assertWhole } from '../people/organisation.js';
import { CaseKeys } from './case-key.js';
import type {
  BeginProfileChangeDto,
  ProfileChangeKeyDto,
  ResumeProfileChangeDto,
} from './profile-change.dto.js';
import { ProfileChangePresenter } from './profile-change.presenter.js';

/** Drafts that nothing but a credit code was needed for: so many a day and enterprise. */
const UNPROVED_A_DAY = 10;

interface Applicant {
  readonly applicantName: string;
  readonly applicantMobile: string;
  readonly applicantEmail: string;
}

/** The ways into a change of data: from the log-in page by code or by the papers alone, or by an admin signed in. */
@Injectable()
export class BeginProfileChangeService {
  constructor(
    private readonly database: Database,
    private readonly codes: ContactCodes,
    private readonly keys: CaseKeys,
    private readonly presenter: ProfileChangePresenter,
  ) {}

  /** @throws DomainError `profile-change.code-invalid`, `profile-change.enterprise-unknown` */
  async begin(
    context: TenantContext,
    body: BeginProfileChangeDto,
    browser: Browser,
  ): Promise<ProfileChangeKeyDto> {
    const creditCode = normalizeCreditCode(body.creditCode);
    if (body.proof !== 'REVIEW') {
      const asked = { purpose: 'PROFILE_CHANGE', subject: creditCode } as const;
      await this.codes
        .confirm(asked, body.code ?? '', `profile-change ${creditCode}`, browser)
        .catch(inWordsOfChange);
    }
    const { idempotency } = context;
    const own = { ...systemContext(context.requestId), ...(idempotency ? { idempotency } : {}) };
    const id = await this.database.write(own, async (tx) => {
      const enterprise = await tx.manager.findOneBy(EnterpriseEntity, { creditCode, closedAt: IsNull() });
      if (!enterprise) throw new DomainError('profile-change.enterprise-unknown');
      if (body.proof === 'REVIEW') await assertNotFlooded(tx, enterprise.id);
      return insert(tx, enterprise, body.proof, body.kind, body);
    });
    return this.answer(context, id);
  }

  /** What is open of one's own enterprise, or a new draft filled in with who is signed in. */
  async beginOwn(context: TenantContext, kind: ProfileChangeKind): Promise<ProfileChangeKeyDto> {
    assertWhole(context);
    const id = await this.database.write({ ...context, kind: 'system' }, async (tx) => {
      const enterprise = await tx.manager.findOneByOrFail(EnterpriseEntity, {
        id: context.enterpriseId ?? '',
      });
      const status = In(['DRAFT', 'SUBMITTED', 'RETURNED'] as const);
      const open = { enterpriseId: enterprise.id, status, proof: 'SESSION' as const };
      const existing = await tx.manager.findOneBy(ProfileChangeEntity, open);
      if (existing) return existing.id;
      const { mobile: applicantMobile, email: applicantEmail } = enterprise;
      const applicant = { applicantName: context.accountName ?? '', applicantMobile, applicantEmail };
      return insert(tx, enterprise, 'SESSION', kind, applicant);
    });
    return this.answer(context, id);
  }

  async askToResume(caseNumber: string, requestId: string): Promise<void> {
    const subject = parseCaseNumber(caseNumber)?.code;
    if (subject) await this.codes.request({ purpose: 'RESUME_PROFILE_CHANGE', subject }, 'EMAIL', requestId);
  }

  /** A new key; those given out before end. */
  async resume(
    context: TenantContext,
    body: ResumeProfileChangeDto,
    browser: Browser,
  ): Promise<ProfileChangeKeyDto> {
    const caseNumber = parseCaseNumber(body.caseNumber)?.code ?? '';
    const asked = { purpose: 'RESUME_PROFILE_CHANGE', subject: caseNumber } as const;
    await this.codes
      .confirm(asked, body.code, `profile-change ${caseNumber}`, browser)
      .catch(inWordsOfChange);
    const id = await this.database.write(systemContext(context.requestId), async (tx) => {
      const row = await tx.manager.findOneByOrFail(ProfileChangeEntity, { caseNumber });
      await tx.query('UPDATE profile_change SET key_serial = key_serial + 1 WHERE id = $1', [row.id]);
      return row.id;
    });
    return this.answer(context, id);
  }

  private answer({ requestId }: TenantContext, id: string): Promise<ProfileChangeKeyDto> {
    const context = systemContext(requestId);
    return this.database.read(context, async (tx) => {
      const row = await tx.manager.findOneByOrFail(ProfileChangeEntity, { id });
      return { key: this.keys.make(row), change: await this.presenter.toDto(tx, context, row) };
    });
  }
}

async function insert(
  tx: Transaction,
  enterprise: EnterpriseEntity,
  proof: IdentityProof,
  kind: ProfileChangeKind,
  { applicantName, applicantMobile, applicantEmail }: Applicant,
): Promise<string> {
  const id = uuidv7();
  const { id: enterpriseId, institutionId } = enterprise;
  await tx.manager.insert(ProfileChangeEntity, {
    ...{ id, enterpriseId, institutionId, proof, applicantName, applicantMobile, applicantEmail },
    caseNumber: await nextCaseNumber(tx, 'P'),
    status: profileChangeWorkflow.initial as 'DRAFT',
    kinds: [kind],
  });
  const event = { action: 'profile-change.create', objectType: 'profile-change', objectId: id };
  tx.audit({ ...event, after: { proof }, enterpriseId });
  return id;
}

async function assertNotFlooded(tx: Transaction, enterpriseId: string): Promise<void> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM profile_change
     WHERE enterprise_id = $1 AND proof = 'REVIEW' AND created_at > now() - interval '1 day'`,
    [enterpriseId],
  );
  if ((row?.count ?? 0) >= UNPROVED_A_DAY) throw new DomainError('request.too-many', { retryAfter: 3600 });
}

/** The counters are those of the log-in; the way out is another one. */
function inWordsOfChange(error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  if (error.code === 'auth.code-invalid') throw new DomainError('profile-change.code-invalid');
  if (error.code === 'auth.account-locked') throw new DomainError('profile-change.code-locked');
  throw error;
}

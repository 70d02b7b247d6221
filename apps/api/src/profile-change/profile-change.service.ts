import { Injectable } from '@nestjs/common';
import {
  Database,
  EnterpriseEntity,
  orTaken,
  type ProfileChangeEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  changedFields,
  CHANGE_PROOF_NAME,
  DomainError,
  isValidIdNumber,
  missingChangeFields,
  missingChangePapers,
  next,
  normalizeIdNumber,
  PROFILE_CHANGE_KINDS,
  profileChangeWorkflow,
  REVIEW_TARGET_NAMES,
  type FieldError,
  type ProfileChangePaper,
} from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import { applicantContext, findChangePapers, getByKey, lockByKey } from './applicant.js';
import { CaseKeys } from './case-key.js';
import type { ProfileChangeDto, UpdateProfileChangeDto } from './profile-change.dto.js';
import { ProfileChangePresenter, SEALED, toSnapshot } from './profile-change.presenter.js';

/** What the applicant does with a change, by the key of the case. */
@Injectable()
export class ProfileChangeService {
  constructor(
    private readonly database: Database,
    private readonly keys: CaseKeys,
    private readonly presenter: ProfileChangePresenter,
  ) {}

  get(context: TenantContext, key: string): Promise<ProfileChangeDto> {
    const opened = this.keys.open(key);
    const applicant = applicantContext(context, opened);
    return this.database.read(applicant, async (tx) =>
      this.presenter.toDto(tx, applicant, await getByKey(tx, opened)),
    );
  }

  update(
    context: TenantContext,
    key: string,
    version: number,
    body: UpdateProfileChangeDto,
  ): Promise<ProfileChangeDto> {
    const opened = this.keys.open(key);
    const applicant = applicantContext(context, opened);
    return this.database.write(applicant, async (tx) => {
      const row = await lockByKey(tx, opened, version);
      assertEditable(row, applicant);
      const columns = this.toColumns(tx, row.id, body);
      await tx.manager.save(Object.assign(row, columns));
      const after = { fields: Object.keys(columns) };
      tx.audit({ ...eventOf(row, 'update'), after });
      return this.presenter.toDto(tx, applicant, row);
    });
  }

  /** To the institution of the enterprise, complete. One enterprise has one open change. */
  submit(context: TenantContext, key: string, version: number): Promise<ProfileChangeDto> {
    const opened = this.keys.open(key);
    const applicant = applicantContext(context, opened);
    const submit = () =>
      this.database.write(applicant, async (tx) => {
        const row = await lockByKey(tx, opened, version);
        const before = { status: row.status };
        row.status = next(profileChangeWorkflow, row.status, 'submit', applicant.roles);
        const enterprise = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: row.enterpriseId });
        assertFilledIn(row, enterprise);
        await assertPapersComplete(tx, row);
        await assertOnlyOpen(tx, row);
        Object.assign(row, { submittedAt: tx.now, before: toSnapshot(enterprise) });
        await tx.manager.save(row);
        await tx.query('UPDATE attachment SET institution_id = $2 WHERE profile_change_id = $1', [
          row.id,
          row.institutionId,
        ]);
        tx.audit({
          ...eventOf(row, 'submit'),
          before,
          after: { status: row.status },
          institutionId: row.institutionId,
        });
        const params = { caseNumber: row.caseNumber };
        await tell(
          tx,
          { enterpriseId: row.enterpriseId },
          { template: 'profile-change.submitted', params, link: '/e/organisation' },
        );
        return this.presenter.toDto(tx, applicant, row);
      });
    // Two drafts of one enterprise submitted at once: the database lets one through.
    return orTaken(submit, () => new DomainError('profile-change.open', { caseNumber: '' }));
  }

  withdraw(context: TenantContext, key: string, version: number): Promise<ProfileChangeDto> {
    const opened = this.keys.open(key);
    const applicant = applicantContext(context, opened);
    return this.database.write(applicant, async (tx) => {
      const row = await lockByKey(tx, opened, version);
      await withdrawChange(tx, applicant, row);
      return this.presenter.toDto(tx, applicant, row);
    });
  }

  /** @throws DomainError `request.invalid` with every wrong field at its place */
  private toColumns(tx: Transaction, id: string, body: UpdateProfileChangeDto): Partial<ProfileChangeEntity> {
    const sent = Object.entries(body).filter(([, value]) => value !== undefined);
    const typed: UpdateProfileChangeDto = Object.fromEntries(sent);
    const errors: FieldError[] = [];
    if (typed.kinds) {
      typed.kinds = PROFILE_CHANGE_KINDS.filter((kind) => typed.kinds?.includes(kind));
      if (typed.kinds.length === 0) errors.push({ pointer: '/kinds', code: 'field.required' });
    }
    for (const field of SEALED) {
      const idNumber = typed[field] && normalizeIdNumber(typed[field]);
      if (!idNumber) continue;
      if (!isValidIdNumber(idNumber, tx.today)) {
        errors.push({ pointer: `/${field}`, code: 'registration.id-number-invalid' });
      } else typed[field] = this.presenter.seal(id, field, idNumber);
    }
    if (errors.length > 0) throw new DomainError('request.invalid', {}, errors);
    return typed;
  }
}

/** It may be changed exactly while it may be submitted: as a draft and when returned. */
export function assertEditable(row: ProfileChangeEntity, { roles }: TenantContext): void {
  next(profileChangeWorkflow, row.status, 'submit', roles);
}

export async function withdrawChange(
  tx: Transaction,
  { roles }: TenantContext,
  row: ProfileChangeEntity,
): Promise<void> {
  const before = { status: row.status };
  row.status = next(profileChangeWorkflow, row.status, 'withdraw', roles);
  await tx.manager.save(row);
  const institutionId = before.status === 'DRAFT' ? null : row.institutionId;
  tx.audit({ ...eventOf(row, 'withdraw'), before, after: { status: row.status }, institutionId });
}

const eventOf = ({ id, enterpriseId }: ProfileChangeEntity, step: string) => ({
  action: `profile-change.${step}`,
  objectType: 'profile-change',
  objectId: id,
  enterpriseId,
});

function assertFilledIn(row: ProfileChangeEntity, enterprise: EnterpriseEntity): void {
  const missing = missingChangeFields(row.kinds, row);
  if (missing.length > 0) {
    const errors = missing.map((field) => ({ pointer: `/${field}`, code: 'field.required' as const }));
    throw new DomainError('profile-change.incomplete', { missing }, errors);
  }
  const now: Record<string, string> = { ...toSnapshot(enterprise) };
  const isNew = changedFields(row.kinds).some((field) => field in now && row[field] !== now[field]);
  if (!isNew) throw new DomainError('profile-change.nothing-changed');
}

async function assertPapersComplete(tx: Transaction, row: ProfileChangeEntity): Promise<void> {
  const papers = await findChangePapers(tx, row.id);
  const missing = missingChangePapers(
    row.kinds,
    papers.map(({ kind }) => kind),
  );
  if (missing.length === 0) return;
  const names = missing.map((anyOf) => anyOf.map(paperName).join('或'));
  throw new DomainError('profile-change.paper-missing', { missing, papers: names.join('、') });
}

export const paperName = (kind: ProfileChangePaper): string =>
  kind === 'CHANGE_PROOF' ? CHANGE_PROOF_NAME.zh : REVIEW_TARGET_NAMES[kind].zh;

async function assertOnlyOpen(tx: Transaction, { id, enterpriseId }: ProfileChangeEntity): Promise<void> {
  const [other] = await tx.query<{ caseNumber: string }>(
    `SELECT case_number AS "caseNumber" FROM profile_change
     WHERE enterprise_id = $1 AND id <> $2 AND status IN ('SUBMITTED', 'RETURNED')`,
    [enterpriseId, id],
  );
  if (other) throw new DomainError('profile-change.open', other);
}

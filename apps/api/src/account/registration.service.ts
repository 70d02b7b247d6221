import { Injectable } from '@nestjs/common';
import {
  Database,
  EnterpriseEntity,
  type RegistrationEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  maskPhone,
  missingFields,
  missingPapers,
  next,
  registrationWorkflow,
  REVIEW_TARGET_NAMES,
  type PaperKind,
} from '@quanheng/domain';
import { IsNull } from 'typeorm';
import { RegistrationCheck } from './check-registration.js';
import { findInstitution, findPapers, getOwn, lockOwn, withSystemSight } from './own-registration.js';
import { RegistrationPresenter } from './registration-presenter.js';
import type { RegistrationDto, UpdateRegistrationDto } from './registration.dto.js';

/** What the registrant does with its registration. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly database: Database,
    private readonly check: RegistrationCheck,
    private readonly presenter: RegistrationPresenter,
  ) {}

  get(context: TenantContext, id: string): Promise<RegistrationDto> {
    return this.database.read(context, async (tx) =>
      this.presenter.toDto(tx, context, await getOwn(tx, context, id)),
    );
  }

  update(
    context: TenantContext,
    id: string,
    version: number,
    body: UpdateRegistrationDto,
  ): Promise<RegistrationDto> {
    return this.database.write(withSystemSight(context), async (tx) => {
      const row = await lockOwn(tx, context, id, version);
      assertEditable(row, context);
      const columns = await this.check.toColumns(tx, id, body);
      // Told while it is typed, not after all papers have been gathered.
      await assertCreditCodeFree(tx, columns.creditCode ?? null);
      await tx.manager.save(Object.assign(row, columns));
      const after = { fields: Object.keys(columns) };
      tx.audit({ action: 'registration.update', objectType: 'registration', objectId: id, after });
      return this.presenter.toDto(tx, context, row);
    });
  }

  /** To the chosen institution, complete (`domain.md` section 1). @throws DomainError naming what is missing */
  submit(context: TenantContext, id: string, version: number): Promise<RegistrationDto> {
    return this.database.write(withSystemSight(context), async (tx) => {
      const row = await lockOwn(tx, context, id, version);
      const before = { status: row.status };
      row.status = next(registrationWorkflow, row.status, 'submit', context.roles);
      assertFieldsComplete(row);
      await assertPapersComplete(tx, row);
      await assertCreditCodeFree(tx, row.creditCode);
      row.submittedAt = tx.now;
      await tx.manager.save(row);
      await showPapersTo(tx, row);
      tx.audit({
        action: 'registration.submit',
        objectType: 'registration',
        objectId: id,
        before,
        after: { status: row.status },
        institutionId: row.institutionId,
      });
      return this.presenter.toDto(tx, context, row);
    });
  }
}

/** It may be changed exactly while it may be submitted: as a draft and when returned. */
export function assertEditable(row: RegistrationEntity, { roles }: TenantContext): void {
  next(registrationWorkflow, row.status, 'submit', roles);
}

/** One credit code is one enterprise. @throws DomainError `registration.credit-code-exists` */
export async function assertCreditCodeFree(tx: Transaction, creditCode: string | null): Promise<void> {
  const enterprise =
    creditCode && (await tx.manager.findOneBy(EnterpriseEntity, { creditCode, closedAt: IsNull() }));
  if (!enterprise) return;
  const institution = await findInstitution(tx, enterprise.institutionId);
  // Enough for a colleague to know whom to ask, and nothing for anybody else.
  const details = {
    admin: `${[...enterprise.contactPerson][0] ?? ''}**（${maskPhone(enterprise.mobile)}）`,
    institution: institution?.name ?? '',
    phone: institution?.phone ?? '',
  };
  const code = 'registration.credit-code-exists';
  throw new DomainError(code, details, [{ pointer: '/creditCode', code, details }]);
}

function assertFieldsComplete(row: RegistrationEntity): void {
  const missing = missingFields(row.registrantKind, row);
  if (missing.length === 0) return;
  const errors = missing.map((field) => ({ pointer: `/${field}`, code: 'field.required' as const }));
  throw new DomainError('registration.incomplete', { missing }, errors);
}

async function assertPapersComplete(tx: Transaction, row: RegistrationEntity): Promise<void> {
  const papers = await findPapers(tx, row.id);
  const missing = missingPapers(
    row.registrantKind,
    papers.map(({ kind }) => kind as PaperKind),
  );
  if (missing.length === 0) return;
  const names = missing.map((anyOf) => anyOf.map((kind) => REVIEW_TARGET_NAMES[kind].zh).join('或'));
  throw new DomainError('registration.paper-missing', { missing, papers: names.join('、') });
}

/** From now on the institution that reviews sees them too; one that it was taken away from no longer does. */
async function showPapersTo(tx: Transaction, { id, institutionId }: RegistrationEntity): Promise<void> {
  await tx.query('UPDATE attachment SET institution_id = $2 WHERE registration_id = $1', [id, institutionId]);
}

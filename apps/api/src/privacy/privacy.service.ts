import { Injectable } from '@nestjs/common';
import {
  Database,
  ErasureRequestEntity,
  orTaken,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  addDays,
  DomainError,
  ERASURE_TERMS,
  errorText,
  type ErasureScope,
  type Language,
} from '@quanheng/domain';
import { findErasureObstacle, startLongJob } from '@quanheng/operations';
import { IsNull } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { Browser } from '../account/auth-cookies.js';
import { PasswordCheck } from '../account/password-check.service.js';
import { asSystem } from '../account/security.service.js';
import { toLongJobDto, type LongJobDto } from '../long-job/long-job.dto.js';
import type {
  ErasureDto,
  ErasureOptionDto,
  ErasureTermsDto,
  PrivacyDto,
  RequestErasureDto,
} from './privacy.dto.js';

/** What somebody may ask for about the data that is held (docs/privacy.md). */
@Injectable()
export class PrivacyService {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordCheck,
  ) {}

  read(context: TenantContext, language: Language): Promise<PrivacyDto> {
    return this.database.read(asSystem(context), async (tx) => ({
      graceDays: tx.settings.erasureGraceDays,
      account: await toOption(tx, 'ACCOUNT', language),
      enterprise: isAdmin(context) ? await toOption(tx, 'ENTERPRISE', language) : null,
    }));
  }

  /** @throws DomainError the obstacle, `privacy.already-requested`, or what is wrong with the password */
  async request(
    context: TenantContext,
    body: RequestErasureDto,
    browser: Browser,
    language: Language,
  ): Promise<ErasureDto> {
    await this.passwords.confirm(context, body.currentPassword, browser);
    const insertRequest = () =>
      this.database.write(asSystem(context), async (tx) => {
        const obstacle = await findObstacle(tx, body.scope);
        if (obstacle) throw obstacle;
        return insert(tx, body.scope, language);
      });
    return orTaken(insertRequest, () => new DomainError('privacy.already-requested'));
  }

  cancel(context: TenantContext, id: string, language: Language): Promise<ErasureDto> {
    return this.database.write(context, async (tx) => {
      const where = { id, cancelledAt: IsNull(), doneAt: IsNull() };
      const row = await tx.manager.findOne(ErasureRequestEntity, {
        where,
        lock: { mode: 'pessimistic_write' },
      });
      if (!row || (row.scope === 'ENTERPRISE' && !isAdmin(context)))
        throw new DomainError('record.not-found', { id });
      row.cancelledAt = tx.now;
      await tx.manager.save(row);
      const { dueOn } = row;
      tx.audit({ action: 'privacy.cancel-erasure', ...objectOf(context, row.scope), before: { dueOn } });
      return toDto(row, language);
    });
  }

  /** Long work; the file expires as all of them do. */
  export(context: TenantContext, scope: ErasureScope, language: Language): Promise<LongJobDto> {
    if (scope === 'ENTERPRISE' && !isAdmin(context)) throw new DomainError('access.forbidden');
    return this.database.write(context, async (tx) => {
      const job = await startLongJob(tx, 'privacy.export', { scope });
      tx.audit({ action: 'privacy.export', ...objectOf(context, scope) });
      return toLongJobDto(job, language);
    });
  }
}

/** Of the whole: a branch's admin neither takes the enterprise's data with it nor has it erased. */
const isAdmin = ({ enterpriseId, branchId, roles }: TenantContext) =>
  enterpriseId !== null && !branchId && roles.includes('ENTERPRISE_ADMIN');

function objectOf({ accountId, enterpriseId }: TenantContext, scope: ErasureScope) {
  return scope === 'ACCOUNT'
    ? { objectType: 'account', objectId: accountId ?? '' }
    : { objectType: 'enterprise', objectId: enterpriseId ?? '' };
}

async function insert(tx: Transaction, scope: ErasureScope, language: Language): Promise<ErasureDto> {
  const { context } = tx;
  const row = tx.manager.create(ErasureRequestEntity, {
    id: uuidv7(),
    scope,
    accountId: context.accountId ?? '',
    enterpriseId: context.enterpriseId,
    createdAt: tx.now,
    dueOn: addDays(tx.today, tx.settings.erasureGraceDays),
  });
  await tx.manager.insert(ErasureRequestEntity, row);
  tx.audit({ action: 'privacy.request-erasure', ...objectOf(context, scope), after: { dueOn: row.dueOn } });
  return toDto(row, language);
}

async function toOption(tx: Transaction, scope: ErasureScope, language: Language): Promise<ErasureOptionDto> {
  const { accountId, enterpriseId } = tx.context;
  const whose = scope === 'ACCOUNT' ? { accountId: accountId ?? '' } : { enterpriseId: enterpriseId ?? '' };
  const open = await tx.manager.findOneBy(ErasureRequestEntity, {
    ...{ scope, cancelledAt: IsNull(), doneAt: IsNull() },
    ...whose,
  });
  const obstacle = open ? null : await findObstacle(tx, scope);
  return {
    request: open && toDto(open, language),
    obstacle: obstacle?.code ?? null,
    obstacleText: obstacle && errorText(obstacle.code, language, obstacle.details),
    terms: termsOf(scope, language),
  };
}

/** What opens to the system alone is looked at with its sight; whose request it is, the context says. */
async function findObstacle(tx: Transaction, scope: ErasureScope): Promise<DomainError | null> {
  const { context } = tx;
  if (scope === 'ENTERPRISE' && !isAdmin(context)) return new DomainError('access.forbidden');
  const { accountId, enterpriseId } = context;
  return findErasureObstacle(tx, { scope, accountId: accountId ?? '', enterpriseId });
}

function termsOf(scope: ErasureScope, language: Language): ErasureTermsDto {
  const { erased, kept } = ERASURE_TERMS[scope];
  return {
    erased: erased.map((text) => text[language]),
    kept: kept.map(({ what, why }) => ({ what: what[language], why: why[language] })),
  };
}

function toDto({ id, scope, createdAt, dueOn }: ErasureRequestEntity, language: Language): ErasureDto {
  return { id, scope, createdAt, dueOn, terms: termsOf(scope, language) };
}

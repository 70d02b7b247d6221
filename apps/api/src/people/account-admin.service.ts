import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, maskPhone, normalizeText } from '@quanheng/domain';
import { assertManaged } from '../account/managed-account.js';
import { withSystemSight } from '../account/own-registration.js';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import type { AccountItemDto, AccountPageDto, AccountQuery } from './account-admin.dto.js';

const STATE = `CASE WHEN a.status = 'DISABLED' THEN 'DISABLED' WHEN c.locked_at IS NOT NULL THEN 'LOCKED' ELSE 'ACTIVE' END`;
const SELECT = `SELECT a.id, a.version, a.login_name AS "loginName", a.display_name AS "displayName", a.roles,
    ${STATE} AS state, coalesce(e.name, i.name, r.enterprise_name) AS "organisationName", a.email, a.mobile, a.login_key AS key,
    EXISTS (SELECT FROM second_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS "secondFactor"
  FROM account a LEFT JOIN login_counter c ON c.login_key = a.login_key
    LEFT JOIN enterprise e ON e.id = a.enterprise_id LEFT JOIN institution i ON i.id = a.institution_id
    LEFT JOIN registration r ON r.id = a.registration_id`;

type Row = AccountItemDto & { key: string };

/** All accounts, of all tenants, for the platform's admins: found, unlocked, disabled. */
@Injectable()
export class AccountAdminService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  find(context: TenantContext, query: AccountQuery): Promise<AccountPageDto> {
    const keyset = new Keyset(this.config.JWT_SECRET, query, 'platform');
    const [key = null] = keyset.position ?? [];
    return this.database.read(withSystemSight(context), async (tx) => {
      const rows = await tx.query<Row>(
        `${SELECT} WHERE ($1::text IS NULL OR a.login_key > $1) AND ($2::text IS NULL OR $2 = ANY(a.roles))
             AND ($3::text IS NULL OR position($3 in a.login_key) > 0 OR position($3 in lower(a.display_name)) > 0
               OR position($3 in lower(coalesce(e.name, i.name, r.enterprise_name, ''))) > 0)
             AND ($4::text IS NULL OR ${STATE} = $4)
           ORDER BY a.login_key LIMIT $5`,
        [
          key,
          query.role ?? null,
          query.q ? normalizeText(query.q) : null,
          query.state ?? null,
          keyset.limit + 1,
        ],
      );
      return keyset.toPage(rows, (row) => [row.key], toDto);
    });
  }

  /** Ten failures locked it: the counter starts anew. Recovery does the same without us. */
  unlock(context: TenantContext, id: string, version: number, reason: string): Promise<AccountItemDto> {
    return this.change(context, id, version, 'unlock', reason, async (tx, { loginKey }) => {
      await tx.query('DELETE FROM login_counter WHERE login_key = $1', [loginKey]);
    });
  }

  disable(context: TenantContext, id: string, version: number, reason: string): Promise<AccountItemDto> {
    return this.change(context, id, version, 'disable', reason, async (tx, row) => {
      await keepAPlatformAdmin(tx, row);
      row.status = 'DISABLED';
      await tx.manager.save(row);
    });
  }

  enable(context: TenantContext, id: string, version: number, reason: string): Promise<AccountItemDto> {
    return this.change(context, id, version, 'enable', reason, async (tx, row) => {
      row.status = 'ACTIVE';
      await tx.manager.save(row);
    });
  }

  private change(
    context: TenantContext,
    id: string,
    version: number,
    action: string,
    reason: string,
    work: (tx: Transaction, row: AccountEntity) => Promise<void>,
  ): Promise<AccountItemDto> {
    return this.database.write(withSystemSight(context), async (tx) => {
      // Before its version: another tenant's account isn't stale, it is not there.
      assertManaged(context, await tx.manager.findOneBy(AccountEntity, { id }));
      const row = await lockForMove(tx, AccountEntity, id, version);
      const before = (await getAccount(tx, id)).state;
      await work(tx, row);
      const account = await getAccount(tx, id);
      const { enterpriseId, institutionId } = row;
      const event = { action: `account.${action}`, objectType: 'account', objectId: id, reason };
      tx.audit({
        ...event,
        before: { state: before },
        after: { state: account.state },
        enterpriseId,
        institutionId,
      });
      return account;
    });
  }
}

async function getAccount(tx: Transaction, id: string): Promise<AccountItemDto> {
  const [row] = await tx.query<Row>(`${SELECT} WHERE a.id = $1`, [id]);
  if (!row) throw new DomainError('record.not-found', { id });
  return toDto(row);
}

async function keepAPlatformAdmin(tx: Transaction, { id, roles, status }: AccountEntity): Promise<void> {
  if (status !== 'ACTIVE' || !roles.includes('PLATFORM_ADMIN')) return;
  const admins = await tx.query<{ id: string }>(
    `SELECT id FROM account WHERE status = 'ACTIVE' AND 'PLATFORM_ADMIN' = ANY(roles) ORDER BY id FOR UPDATE`,
  );
  if (!admins.some((admin) => admin.id !== id)) throw new DomainError('member.last-admin');
}

const toDto = ({ key: _, ...row }: Row): AccountItemDto => ({
  ...row,
  mobile: row.mobile && maskPhone(row.mobile),
});

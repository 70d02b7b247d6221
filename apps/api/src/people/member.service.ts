import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { ADMIN_OF, DomainError, maskPhone, type Role } from '@quanheng/domain';
import type {
  ChangeMemberDto,
  DisableMemberDto,
  PersonDto,
  PersonListDto,
  OpenWorkDto,
} from './member.dto.js';
import { findOpenWork, handOver } from './open-work.js';
import { assertBranch, assertDepartment, assertRoles, organisationOf } from './organisation.js';

const SELECT = `SELECT a.id, a.version, a.login_name AS "loginName", a.display_name AS "displayName", a.roles, a.status,
    a.email, a.mobile, a.branch_id AS "branchId", b.name AS "branchName", a.department_id AS "departmentId",
    d.name AS "departmentName", s.locked, s.second_factor AS "secondFactor"
  FROM account a CROSS JOIN LATERAL access_of(a.id) s LEFT JOIN branch b ON b.id = a.branch_id LEFT JOIN department d ON d.id = a.department_id`;
/** Whom one's admin may see: row security shows oneself and, beyond that, one's own organisation. */
const OWN = `(a.enterprise_id = ctx_enterprise_id() OR a.institution_id = ctx_institution_id())`;

/** The people of the caller's enterprise or institution (`domain.md`, Parties). */
@Injectable()
export class MemberService {
  constructor(private readonly database: Database) {}

  find(context: TenantContext): Promise<PersonListDto> {
    return this.database.read(context, async (tx) => {
      const rows = await tx.query<PersonDto>(
        `${SELECT} WHERE ${OWN} ORDER BY a.status, a.display_name, a.id LIMIT 1000`,
      );
      return { items: rows.map(toDto) };
    });
  }

  openWork(context: TenantContext, id: string): Promise<OpenWorkDto> {
    return this.database.read(context, async (tx) => {
      await getMember(tx, id);
      return findOpenWork(tx, id, []);
    });
  }

  /** Roles or branch changed: authority is another from the next request on, and the sessions end. */
  change(context: TenantContext, id: string, version: number, change: ChangeMemberDto): Promise<PersonDto> {
    const { handOverTo, ...wanted } = change;
    return this.write(context, id, version, 'change', async (tx, row) => {
      const { roles = row.roles, branchId = row.branchId, departmentId } = wanted;
      if (wanted.roles) assertRoles(organisationOf(context), roles);
      if (branchId !== row.branchId) await assertBranch(tx, branchId);
      await assertDepartment(tx, departmentId, context.institutionId);
      if (row.status === 'ACTIVE') {
        if (!isAdmin(context, { roles, branchId })) await keepAnAdmin(tx, context, row);
        await handOver(tx, row, await findColleague(tx, handOverTo), roles);
      }
      Object.assign(
        row,
        Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)),
      );
      await tx.manager.save(row);
    });
  }

  /** The account can't be used from the next request on; what is open in its name goes to a colleague. */
  disable(context: TenantContext, id: string, version: number, body: DisableMemberDto): Promise<PersonDto> {
    return this.write(
      context,
      id,
      version,
      'disable',
      async (tx, row) => {
        await keepAnAdmin(tx, context, row);
        await handOver(tx, row, await findColleague(tx, body.handOverTo), []);
        row.status = 'DISABLED';
        await tx.manager.save(row);
      },
      body.reason,
    );
  }

  enable(context: TenantContext, id: string, version: number): Promise<PersonDto> {
    return this.write(context, id, version, 'enable', async (tx, row) => {
      row.status = 'ACTIVE';
      await tx.manager.save(row);
    });
  }

  /** Also of somebody who left, when a record comes back from its checker. */
  handOver(context: TenantContext, id: string, to: string): Promise<OpenWorkDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockMember(tx, id, null);
      await handOver(tx, row, await findColleague(tx, to), []);
      tx.audit({ action: 'account.hand-over', objectType: 'account', objectId: id, after: { to } });
      return findOpenWork(tx, id, []);
    });
  }

  private write(
    context: TenantContext,
    id: string,
    version: number,
    action: string,
    work: (tx: Transaction, row: AccountEntity) => Promise<void>,
    reason?: string,
  ): Promise<PersonDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockMember(tx, id, version);
      const before = authorityOf(row);
      await work(tx, row);
      const event = { action: `account.${action}`, objectType: 'account', objectId: id };
      tx.audit({ ...event, before, after: authorityOf(row), reason: reason || null });
      return getMember(tx, id);
    });
  }
}

async function getMember(tx: Transaction, id: string): Promise<PersonDto> {
  const [row] = await tx.query<PersonDto>(`${SELECT} WHERE a.id = $1 AND ${OWN}`, [id]);
  if (!row) throw new DomainError('record.not-found', { id });
  return toDto(row);
}

async function lockMember(tx: Transaction, id: string, version: number | null): Promise<AccountEntity> {
  const row = await lockForMove(tx, AccountEntity, id, version);
  const { enterpriseId, institutionId } = tx.context;
  const isOwn = enterpriseId ? row.enterpriseId === enterpriseId : row.institutionId === institutionId;
  if (!isOwn) throw new DomainError('record.not-found', { id });
  return row;
}

/** @throws DomainError `member.colleague-unfit` for somebody who is not of the organisation */
async function findColleague(tx: Transaction, id: string | undefined): Promise<AccountEntity | null> {
  if (!id) return null;
  const row = await tx.manager.findOneBy(AccountEntity, { id });
  if (row) return row;
  throw new DomainError('member.colleague-unfit', { roles: '—' }, [
    { pointer: '/handOverTo', code: 'member.colleague-unfit', details: { roles: '—' } },
  ]);
}

/** An admin of the whole: one who is bound to a branch manages only that. */
function isAdmin(
  context: TenantContext,
  { roles, branchId }: { roles: readonly Role[]; branchId: string | null },
): boolean {
  return roles.includes(ADMIN_OF[organisationOf(context)]) && branchId === null;
}

/** All admins are locked, so that two who demote each other at once can't both succeed. @throws `member.last-admin` */
async function keepAnAdmin(tx: Transaction, context: TenantContext, leaving: AccountEntity): Promise<void> {
  if (leaving.status !== 'ACTIVE' || !isAdmin(context, leaving)) return;
  const admins = await tx.query<{ id: string }>(
    `SELECT a.id FROM account a WHERE ${OWN} AND a.status = 'ACTIVE' AND $1 = ANY(a.roles) AND a.branch_id IS NULL
     ORDER BY a.id FOR UPDATE`,
    [ADMIN_OF[organisationOf(context)]],
  );
  if (!admins.some(({ id }) => id !== leaving.id)) throw new DomainError('member.last-admin');
}

const authorityOf = ({ roles, status, branchId, departmentId }: AccountEntity) => ({
  roles,
  status,
  branchId,
  departmentId,
});

const toDto = (row: PersonDto): PersonDto => ({ ...row, mobile: row.mobile && maskPhone(row.mobile) });

import { Injectable } from '@nestjs/common';
import {
  BranchEntity,
  Database,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, type Language } from '@quanheng/domain';
import { assignToBranch, startLongJob } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import { toLongJobDto, type LongJobDto } from '../long-job/long-job.dto.js';
import type {
  AssignBranchDto,
  AssignedDto,
  BranchDto,
  BranchInput,
  BranchListDto,
  FilteredAssignBranchDto,
} from './branch.dto.js';
import { assertBranch, assertWhole } from './organisation.js';

const SELECT = `SELECT b.id, b.version, b.name, b.contact_person AS "contactPerson", b.phone,
    (SELECT count(*)::int FROM account a WHERE a.branch_id = b.id AND a.status = 'ACTIVE') AS members,
    (SELECT count(*)::int FROM instrument i WHERE i.enterprise_id = b.enterprise_id AND i.branch_id = b.id) AS instruments
  FROM branch b`;

/** An enterprise's branches: members and a part of the ledger of their own (`domain.md`, Parties). */
@Injectable()
export class BranchService {
  constructor(private readonly database: Database) {}

  /** All of them, to a member of one only that. */
  find(context: TenantContext): Promise<BranchListDto> {
    return this.database.read(context, async (tx) => ({
      items: await tx.query<BranchDto>(`${SELECT} ORDER BY b.name, b.id LIMIT 1000`),
    }));
  }

  create(context: TenantContext, body: BranchInput): Promise<BranchDto> {
    return this.write(context, async (tx) => {
      const id = uuidv7();
      const row = tx.manager.create(BranchEntity, {
        ...body,
        id,
        enterpriseId: context.enterpriseId as string,
      });
      await assertNameFree(tx, body.name, id);
      await tx.manager.save(row);
      tx.audit({ action: 'branch.create', objectType: 'branch', objectId: id, after: { ...body } });
      return id;
    });
  }

  change(context: TenantContext, id: string, version: number, body: BranchInput): Promise<BranchDto> {
    return this.write(context, async (tx) => {
      const row = await lockForMove(tx, BranchEntity, id, version);
      const { name, contactPerson, phone } = row;
      await assertNameFree(tx, body.name, id);
      Object.assign(row, {
        name: body.name,
        contactPerson: body.contactPerson ?? null,
        phone: body.phone ?? null,
      });
      await tx.manager.save(row);
      const before = { name, contactPerson, phone };
      tx.audit({ action: 'branch.change', objectType: 'branch', objectId: id, before, after: { ...body } });
      return id;
    });
  }

  /** @throws DomainError `branch.in-use` */
  remove(context: TenantContext, id: string, version: number): Promise<void> {
    return this.database.write(context, async (tx) => {
      assertWhole(context);
      const { name } = await lockForMove(tx, BranchEntity, id, version);
      const [use] = await tx.query<{ members: number; instruments: number }>(
        `SELECT (SELECT count(*)::int FROM account WHERE branch_id = $1)
             + (SELECT count(*)::int FROM invitation WHERE branch_id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL) AS members,
           (SELECT count(*)::int FROM instrument WHERE branch_id = $1)
             + (SELECT count(*)::int FROM filing WHERE branch_id = $1)
             + (SELECT count(*)::int FROM appointment WHERE branch_id = $1)
             + (SELECT count(*)::int FROM import_batch WHERE branch_id = $1) AS instruments`,
        [id],
      );
      if (use && use.members + use.instruments > 0) throw new DomainError('branch.in-use', { ...use });
      await tx.manager.delete(BranchEntity, { id });
      tx.audit({ action: 'branch.delete', objectType: 'branch', objectId: id, before: { name } });
    });
  }

  /** Moves instruments between branches; whoever is bound to one can't give away what others see. */
  assign(context: TenantContext, { branchId, instrumentIds }: AssignBranchDto): Promise<AssignedDto> {
    return this.database.write(context, async (tx) => {
      assertWhole(context);
      await assertBranch(tx, branchId);
      return { changed: await assignToBranch(tx, branchId, instrumentIds) };
    });
  }

  /** All that match, by the worker. @throws DomainError as `assign` */
  assignFiltered(
    context: TenantContext,
    { branchId, filter: criteria }: FilteredAssignBranchDto,
    language: Language,
  ): Promise<LongJobDto> {
    return this.database.write(context, async (tx) => {
      assertWhole(context);
      await assertBranch(tx, branchId);
      const row = await startLongJob(tx, 'instrument.assign-branch', { branchId, criteria });
      return toLongJobDto(row, language);
    });
  }

  private write(context: TenantContext, work: (tx: Transaction) => Promise<string>): Promise<BranchDto> {
    return this.database.write(context, async (tx) => {
      assertWhole(context);
      const id = await work(tx);
      const [row] = await tx.query<BranchDto>(`${SELECT} WHERE b.id = $1`, [id]);
      return row as BranchDto;
    });
  }
}

async function assertNameFree(tx: Transaction, name: string, exceptId: string): Promise<void> {
  const [taken] = await tx.query(
    'SELECT 1 FROM branch WHERE enterprise_id = ctx_enterprise_id() AND name = $1 AND id <> $2',
    [name, exceptId],
  );
  if (taken)
    throw new DomainError('branch.name-taken', {}, [{ pointer: '/name', code: 'branch.name-taken' }]);
}

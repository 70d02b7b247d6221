import { Injectable } from '@nestjs/common';
import {
  Database,
  DepartmentEntity,
  lockForMove,
  ServiceSiteEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { withSystemSight } from '../account/own-registration.js';
import type { DepartmentInput, SiteInput } from './edit-institution.dto.js';
import type { DepartmentDto, ServiceSiteDto } from './institution.dto.js';

/** What of a department or a site may still be referred to: then it stays. */
const USES = {
  department: [
    'account',
    'capability',
    'capacity_rule',
    'slot',
    'appointment',
    'verification_task',
    'reference_standard',
  ],
  site: ['appointment'],
} as const;

/** Departments and sites, kept by the institution's admin or the platform's (`domain.md` section 4, the guide's 四). */
@Injectable()
export class EditPlaceService {
  constructor(private readonly database: Database) {}

  addDepartment(
    context: TenantContext,
    institutionId: string,
    body: DepartmentInput,
  ): Promise<DepartmentDto> {
    return this.write(context, institutionId, async (tx) => {
      await assertNameFree(tx, institutionId, body.name, null);
      const row = tx.manager.create(DepartmentEntity, {
        ...body,
        id: uuidv7(),
        institutionId,
        position: await nextPosition(tx, 'department', institutionId),
      });
      await tx.manager.save(row);
      audit(tx, 'department.create', row, { after: { ...body } });
      return toDepartment(row);
    });
  }

  changeDepartment(
    context: TenantContext,
    { institutionId, id }: { institutionId: string; id: string },
    version: number,
    body: DepartmentInput,
  ): Promise<DepartmentDto> {
    return this.write(context, institutionId, async (tx) => {
      const row = await lockPlace(tx, DepartmentEntity, { institutionId, id }, version);
      await assertNameFree(tx, institutionId, body.name, id);
      const { name, phone, duties } = row;
      Object.assign(row, body);
      await tx.manager.save(row);
      audit(tx, 'department.change', row, { before: { name, phone, duties }, after: { ...body } });
      return toDepartment(row);
    });
  }

  /** @throws DomainError `department.in-use` */
  removeDepartment(
    context: TenantContext,
    { institutionId, id }: { institutionId: string; id: string },
    version: number,
  ): Promise<void> {
    return this.write(context, institutionId, async (tx) => {
      const row = await lockPlace(tx, DepartmentEntity, { institutionId, id }, version);
      if (await isUsed(tx, 'department', id)) throw new DomainError('department.in-use');
      await tx.manager.delete(DepartmentEntity, { id });
      audit(tx, 'department.delete', row, { before: { name: row.name } });
    });
  }

  addSite(context: TenantContext, institutionId: string, body: SiteInput): Promise<ServiceSiteDto> {
    return this.write(context, institutionId, async (tx) => {
      const position = await nextPosition(tx, 'service_site', institutionId);
      const row = tx.manager.create(ServiceSiteEntity, { ...body, id: uuidv7(), institutionId, position });
      await tx.manager.save(row);
      audit(tx, 'site.create', row, { after: { ...body } });
      return toSite(row);
    });
  }

  changeSite(
    context: TenantContext,
    { institutionId, id }: { institutionId: string; id: string },
    version: number,
    body: SiteInput,
  ): Promise<ServiceSiteDto> {
    return this.write(context, institutionId, async (tx) => {
      const row = await lockPlace(tx, ServiceSiteEntity, { institutionId, id }, version);
      const { name, address, phone } = row;
      Object.assign(row, body);
      await tx.manager.save(row);
      audit(tx, 'site.change', row, { before: { name, address, phone }, after: { ...body } });
      return toSite(row);
    });
  }

  /** Bring-in bookings go to a site, so that one must stay. @throws DomainError `site.in-use`, `site.last` */
  removeSite(
    context: TenantContext,
    { institutionId, id }: { institutionId: string; id: string },
    version: number,
  ): Promise<void> {
    return this.write(context, institutionId, async (tx) => {
      const row = await lockPlace(tx, ServiceSiteEntity, { institutionId, id }, version);
      if (await isUsed(tx, 'site', id)) throw new DomainError('site.in-use');
      if ((await tx.manager.countBy(ServiceSiteEntity, { institutionId })) === 1)
        throw new DomainError('site.last');
      await tx.manager.delete(ServiceSiteEntity, { id });
      audit(tx, 'site.delete', row, { before: { name: row.name } });
    });
  }

  /** One's own institution, or any for the platform. Its row is locked: two who remove the last sites at once can't. */
  private async write<T>(
    context: TenantContext,
    institutionId: string,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const isPlatform = context.kind === 'platform';
    if (!isPlatform && context.institutionId !== institutionId)
      throw new DomainError('record.not-found', { id: institutionId });
    // What still refers to a place is hidden from the platform's admins, and must be found all the same.
    return this.database.write(isPlatform ? withSystemSight(context) : context, async (tx) => {
      const [institution] = await tx.query(
        'SELECT pg_advisory_xact_lock(hashtextextended(id::text, 2)) FROM institution WHERE id = $1',
        [institutionId],
      );
      if (!institution) throw new DomainError('record.not-found', { id: institutionId });
      return work(tx);
    });
  }
}

type Place = DepartmentEntity | ServiceSiteEntity;

/** Both are public to read, so that whose they are has to be checked. */
async function lockPlace<E extends Place>(
  tx: Transaction,
  entity: new () => E,
  { institutionId, id }: { institutionId: string; id: string },
  version: number,
): Promise<E> {
  const row = await lockForMove(tx, entity, id, null);
  if (row.institutionId !== institutionId) throw new DomainError('record.not-found', { id });
  if (row.version !== version) throw new DomainError('record.stale', { id, version: row.version });
  return row;
}

async function isUsed(tx: Transaction, what: keyof typeof USES, id: string): Promise<boolean> {
  const uses = USES[what].map((table) => `EXISTS (SELECT FROM ${table} WHERE ${what}_id = $1)`);
  const [row] = await tx.query<{ used: boolean }>(`SELECT ${uses.join(' OR ')} AS used`, [id]);
  return row?.used ?? false;
}

async function nextPosition(tx: Transaction, table: string, institutionId: string): Promise<number> {
  const [row] = await tx.query<{ next: number }>(
    `SELECT coalesce(max(position) + 1, 0) AS next FROM ${table} WHERE institution_id = $1`,
    [institutionId],
  );
  return row?.next ?? 0;
}

async function assertNameFree(
  tx: Transaction,
  institutionId: string,
  name: string,
  exceptId: string | null,
): Promise<void> {
  const [taken] = await tx.query(
    'SELECT 1 FROM department WHERE institution_id = $1 AND name = $2 AND id IS DISTINCT FROM $3::uuid',
    [institutionId, name, exceptId],
  );
  if (taken)
    throw new DomainError('department.name-taken', {}, [{ pointer: '/name', code: 'department.name-taken' }]);
}

function audit(
  tx: Transaction,
  action: string,
  row: Place,
  states: { before?: object; after?: object },
): void {
  const { id: objectId, institutionId } = row;
  tx.audit({ action, objectType: action.split('.')[0] as string, objectId, institutionId, ...states });
}

export const toDepartment = ({ id, version, name, phone, duties }: DepartmentEntity): DepartmentDto => ({
  id,
  version,
  name,
  phone,
  duties,
});

export const toSite = ({ id, version, name, address, phone }: ServiceSiteEntity): ServiceSiteDto => ({
  id,
  version,
  name,
  address,
  phone,
});

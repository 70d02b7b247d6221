import { Injectable } from '@nestjs/common';
import {
  CapabilityEntity,
  Database,
  DepartmentEntity,
  InstitutionEntity,
  lockForMove,
  RegionEntity,
  ServiceSiteEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, isFileable } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { getInvitation, insertInvitation } from '../people/invitation.service.js';
import type { InvitationDto } from '../people/invitation.dto.js';
import type {
  CapabilitiesInput,
  ChangeInstitutionDto,
  CreateInstitutionDto,
  FirstAdminInput,
} from './edit-institution.dto.js';
import type { InstitutionDto } from './institution.dto.js';
import { getInstitution } from './institution.service.js';

/** The guide's 四: the office that reviews accounts and filings and confirms what is brought in. */
const OFFICE = { name: '业务室', duties: ['注册账号审核', '器具备案审核', '预约检定确认（送检）'] };
const COUNTER = '业务大厅';

/** Institutions, made and kept by the platform's admins (`domain.md`, Parties and section 4). */
@Injectable()
export class EditInstitutionService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  /** With an office and a counter to begin with, and an invitation for its first admin. */
  create(context: TenantContext, { admin, ...data }: CreateInstitutionDto): Promise<InstitutionDto> {
    return this.database.write(context, async (tx) => {
      await assertRegion(tx, data.regionCode);
      if (await tx.manager.existsBy(InstitutionEntity, { code: data.code })) refuseCode();
      const id = uuidv7();
      await tx.manager.save(tx.manager.create(InstitutionEntity, { ...data, id }));
      const { address, phone } = data;
      const place = { institutionId: id, position: 0, phone };
      await tx.manager.save(tx.manager.create(DepartmentEntity, { ...OFFICE, ...place, id: uuidv7() }));
      await tx.manager.save(
        tx.manager.create(ServiceSiteEntity, { name: COUNTER, address, ...place, id: uuidv7() }),
      );
      tx.audit({ ...eventOf(id), action: 'institution.create', after: { ...data } });
      await inviteAdmin(tx, id, admin);
      return getInstitution(tx, id);
    });
  }

  change(
    context: TenantContext,
    id: string,
    version: number,
    body: ChangeInstitutionDto,
  ): Promise<InstitutionDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, InstitutionEntity, id, version);
      await assertRegion(tx, body.regionCode);
      const { name, regionCode, authorizationNumber, address, phone } = row;
      Object.assign(row, body);
      await tx.manager.save(row);
      const before = { name, regionCode, authorizationNumber, address, phone };
      tx.audit({ ...eventOf(id), action: 'institution.change', before, after: { ...body } });
      return getInstitution(tx, id);
    });
  }

  inviteAdmin(context: TenantContext, id: string, admin: FirstAdminInput): Promise<InvitationDto> {
    return this.database.write(context, async (tx) => {
      if (!(await tx.manager.existsBy(InstitutionEntity, { id })))
        throw new DomainError('record.not-found', { id });
      return getInvitation(tx, await inviteAdmin(tx, id, admin));
    });
  }

  /** What may be verified, by kind and mode; the list replaces the one before. */
  async setCapabilities(
    context: TenantContext,
    id: string,
    version: number,
    { items }: CapabilitiesInput,
  ): Promise<InstitutionDto> {
    const kinds = await this.catalogue.catalogue();
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, InstitutionEntity, id, version);
      const departments = await tx.manager.findBy(DepartmentEntity, { institutionId: id });
      const known = new Set(departments.map((department) => department.id));
      for (const [index, { categoryCode, departmentId }] of items.entries()) {
        const kind = kinds.get(categoryCode);
        if (!kind || !isFileable(kind)) refuseKind(index, categoryCode);
        if (!known.has(departmentId)) refuseDepartment(index);
      }
      const unique = new Map(items.map((item) => [`${item.categoryCode} ${item.mode}`, item]));
      await tx.manager.delete(CapabilityEntity, { institutionId: id });
      const rows = [...unique.values()].map((item) => ({ ...item, id: uuidv7(), institutionId: id }));
      await tx.manager.insert(CapabilityEntity, rows);
      // The institution's version guards the list.
      row.updatedAt = tx.now;
      await tx.manager.save(row);
      tx.audit({ ...eventOf(id), action: 'institution.capabilities', after: { count: rows.length } });
      return getInstitution(tx, id);
    });
  }
}

const inviteAdmin = (tx: Transaction, institutionId: string, admin: FirstAdminInput): Promise<string> =>
  insertInvitation(tx, { ...admin, roles: ['INSTITUTION_ADMIN'] }, { enterpriseId: null, institutionId });

const eventOf = (id: string) => ({ objectType: 'institution', objectId: id, institutionId: id });

async function assertRegion(tx: Transaction, code: string): Promise<void> {
  if (await tx.manager.existsBy(RegionEntity, { code, retired: false })) return;
  throw new DomainError('registration.region-unknown', {}, [
    { pointer: '/regionCode', code: 'registration.region-unknown' },
  ]);
}

function refuseCode(): never {
  throw new DomainError('institution.code-taken', {}, [{ pointer: '/code', code: 'institution.code-taken' }]);
}

function refuseKind(index: number, code: string): never {
  const pointer = `/items/${index}/categoryCode`;
  throw new DomainError('institution.kind-unknown', { code }, [
    { pointer, code: 'institution.kind-unknown', details: { code } },
  ]);
}

function refuseDepartment(index: number): never {
  throw new DomainError('department.unknown', {}, [
    { pointer: `/items/${index}/departmentId`, code: 'department.unknown' },
  ]);
}

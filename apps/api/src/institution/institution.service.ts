import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  DepartmentEntity,
  InstitutionEntity,
  ServiceSiteEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { ancestors, DomainError } from '@quanheng/domain';
import { ArrayContains } from 'typeorm';
import { toDepartment, toSite } from './edit-place.service.js';
import type {
  InstitutionDto,
  InstitutionItemDto,
  InstitutionListDto,
  InstitutionQuery,
  StaffListDto,
  StaffQuery,
} from './institution.dto.js';

@Injectable()
export class InstitutionService {
  constructor(private readonly database: Database) {}

  /** Institutions that may do it, nearest first: county, city, province (`domain.md` section 4). */
  async find(context: TenantContext, query: InstitutionQuery): Promise<InstitutionListDto> {
    const rows = await this.database.read(context, (tx) => this.findCapable(tx, query));
    const nearness = query.regionCode ? [query.regionCode, ...ancestors(query.regionCode)] : [];
    const distance = (row: InstitutionEntity) =>
      (nearness.indexOf(row.regionCode) + nearness.length + 1) % (nearness.length + 1);
    const sorted = rows.map((row) => ({ row, far: distance(row) })).sort((a, b) => a.far - b.far);
    return { items: sorted.map(({ row, far }, index) => toItem(row, index === 0 && far < nearness.length)) };
  }

  get(context: TenantContext, id: string): Promise<InstitutionDto> {
    return this.database.read(context, (tx) => getInstitution(tx, id));
  }

  async staff(context: TenantContext, { role }: StaffQuery): Promise<StaffListDto> {
    const accounts = await this.database.read(context, (tx) =>
      tx.manager.find(AccountEntity, {
        where: {
          institutionId: context.institutionId ?? '',
          status: 'ACTIVE',
          ...(role ? { roles: ArrayContains([role]) } : {}),
        },
        order: { displayName: 'ASC' },
        take: 500,
      }),
    );
    return {
      items: accounts.map(({ id, displayName, roles, departmentId }) => ({
        id,
        displayName,
        roles,
        departmentId,
      })),
    };
  }

  private findCapable(
    tx: Transaction,
    { categoryCode, mode }: InstitutionQuery,
  ): Promise<InstitutionEntity[]> {
    // A city before its counties: who has not said where they are is shown the widest one first.
    const found = tx.manager
      .createQueryBuilder(InstitutionEntity, 'i')
      .orderBy({ 'i.regionCode': 'ASC', 'i.name': 'ASC' })
      .take(200);
    if (categoryCode || mode) {
      found.where(
        `EXISTS (SELECT 1 FROM capability c WHERE c.institution_id = i.id
         AND (c.category_code = :categoryCode OR :categoryCode::text IS NULL) AND (c.mode = :mode OR :mode::text IS NULL))`,
        { categoryCode: categoryCode ?? null, mode: mode ?? null },
      );
    }
    return found.getMany();
  }
}

function toItem(
  { id, name, regionCode, address, phone }: InstitutionEntity,
  proposed: boolean,
): InstitutionItemDto {
  return { id, name, regionCode, address, phone, proposed };
}

export async function getInstitution(tx: Transaction, id: string): Promise<InstitutionDto> {
  const row = await tx.manager.findOneBy(InstitutionEntity, { id });
  if (!row) throw new DomainError('record.not-found', { id });
  const order = { position: 'ASC' } as const;
  const sites = await tx.manager.find(ServiceSiteEntity, { where: { institutionId: id }, order });
  const departments = await tx.manager.find(DepartmentEntity, { where: { institutionId: id }, order });
  return {
    ...toItem(row, false),
    version: row.version,
    code: row.code,
    authorizationNumber: row.authorizationNumber,
    sites: sites.map(toSite),
    departments: departments.map(toDepartment),
  };
}

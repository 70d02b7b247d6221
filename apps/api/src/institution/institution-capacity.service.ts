import { Injectable } from '@nestjs/common';
import {
  CalendarDayEntity,
  Database,
  InstitutionEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, hasYear } from '@quanheng/domain';
import { Between } from 'typeorm';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type {
  CalendarDto,
  CapacityDepartmentDto,
  CapabilityDto,
  CapabilityListDto,
  WeeklyCapacityDto,
  WeeklyCapacityListDto,
} from './institution.dto.js';

/** What an institution may do, and how much of it (`domain.md` section 4). */
@Injectable()
export class InstitutionCapacityService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  async capabilities(context: TenantContext, id: string): Promise<CapabilityListDto> {
    const kinds = await this.catalogue.catalogue();
    const rows = await this.database.read(context, async (tx) => {
      await assertInstitution(tx, id);
      return tx.query<Omit<CapabilityDto, 'kind'>>(
        `SELECT c.category_code AS "categoryCode", c.mode, c.department_id AS "departmentId", d.name AS "departmentName"
         FROM capability c JOIN department d ON d.id = c.department_id
         WHERE c.institution_id = $1 ORDER BY c.category_code, c.mode LIMIT 5000`,
        [id],
      );
    });
    return {
      items: rows.map((row) => ({ ...row, kind: kinds.get(row.categoryCode)?.kind ?? row.categoryCode })),
    };
  }

  weeklyCapacity(context: TenantContext, id: string): Promise<WeeklyCapacityListDto> {
    return this.database.read(context, async (tx) => {
      // How an institution plans its week is its own matter; what is free is shown where somebody books.
      if (context.institutionId && context.institutionId !== id)
        throw new DomainError('record.not-found', { id });
      await assertInstitution(tx, id);
      const items = await tx.query<WeeklyCapacityDto>(
        `SELECT r.department_id AS "departmentId", d.name AS "departmentName", r.mode, r.weekday,
           r.half_day AS "halfDay", r.capacity
         FROM capacity_rule r JOIN department d ON d.id = r.department_id
         WHERE r.institution_id = $1 ORDER BY d.position, d.id, r.mode, r.weekday, r.half_day LIMIT 5000`,
        [id],
      );
      const departments = await tx.query<CapacityDepartmentDto>(
        'SELECT id, name, version FROM department WHERE institution_id = $1 ORDER BY position, id LIMIT 1000',
        [id],
      );
      return { departments, items };
    });
  }

  /** The days of a year that differ from the rhythm of the week; a year without data says so. */
  calendar(context: TenantContext, wanted: number | undefined): Promise<CalendarDto> {
    return this.database.read(context, async (tx) => {
      const year = wanted ?? Number(tx.today.slice(0, 4));
      const items = await tx.manager.find(CalendarDayEntity, {
        where: { date: Between(`${year}-01-01`, `${year}-12-31`) },
        order: { date: 'ASC' },
      });
      const known = hasYear(year, new Map(items.map((day) => [day.date, day.kind])));
      return { year, known, items };
    });
  }
}

async function assertInstitution(tx: Transaction, id: string): Promise<void> {
  if (!(await tx.manager.existsBy(InstitutionEntity, { id })))
    throw new DomainError('record.not-found', { id });
}

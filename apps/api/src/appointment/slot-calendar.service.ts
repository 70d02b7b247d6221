import { Injectable } from '@nestjs/common';
import {
  CapabilityEntity,
  Database,
  DepartmentEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { loadSlots } from '@quanheng/operations';
import { In } from 'typeorm';
import type { SlotListDto, SlotQuery } from './slot.dto.js';

const DEFAULT_DAYS = 28;

/** What is left of each half-day, for whoever looks for one. */
@Injectable()
export class SlotCalendarService {
  constructor(private readonly database: Database) {}

  find(context: TenantContext, query: SlotQuery): Promise<SlotListDto> {
    return this.database.read(context, async (tx) => {
      const departmentId = await resolveDepartment(tx, query);
      const department = await tx.manager.findOneBy(DepartmentEntity, {
        id: departmentId,
        institutionId: query.institutionId,
      });
      if (!department) throw new DomainError('appointment.department-unknown');
      const { mode, from = tx.today, days = DEFAULT_DAYS } = query;
      return {
        today: tx.today,
        departmentId,
        departmentName: department.name,
        items: await loadSlots(tx, { departmentId, mode, from, days }),
      };
    });
  }
}

async function resolveDepartment(tx: Transaction, query: SlotQuery): Promise<string> {
  if (query.departmentId) return query.departmentId;
  const codes = (query.categoryCodes ?? '').split(',').filter(Boolean);
  const rows = await tx.manager.findBy(CapabilityEntity, {
    institutionId: query.institutionId,
    mode: query.mode,
    categoryCode: In(codes),
  });
  const departments = new Set(rows.map((row) => row.departmentId));
  if (departments.size > 1) throw new DomainError('appointment.department-differs');
  const [departmentId] = departments;
  if (!departmentId) throw new DomainError('appointment.department-unknown');
  return departmentId;
}

import { Injectable } from '@nestjs/common';
import {
  BookingRuleEntity,
  Database,
  InstitutionEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { BookingRuleBody, BookingRuleDto } from './closure.dto.js';
import { assertOwn } from './closure.service.js';

/** How an institution lets itself be booked: how much a day, how long before. */
@Injectable()
export class BookingRuleService {
  constructor(private readonly database: Database) {}

  get(context: TenantContext, institutionId: string): Promise<BookingRuleDto> {
    return this.database.read(context, async (tx) => {
      if (!(await tx.manager.existsBy(InstitutionEntity, { id: institutionId })))
        throw new DomainError('record.not-found', { id: institutionId });
      return read(tx, institutionId);
    });
  }

  set(context: TenantContext, institutionId: string, body: BookingRuleBody): Promise<BookingRuleDto> {
    assertOwn(context, institutionId);
    return this.database.write(context, async (tx) => {
      const before = await read(tx, institutionId);
      await tx.query(
        `INSERT INTO booking_rule (id, version, max_per_enterprise_day, min_notice_days) VALUES ($1, 1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET max_per_enterprise_day = excluded.max_per_enterprise_day,
           min_notice_days = excluded.min_notice_days, version = booking_rule.version + 1, updated_at = $4`,
        [institutionId, body.maxPerEnterpriseDay, body.minNoticeDays, tx.now],
      );
      const after = { ...body };
      tx.audit({
        action: 'booking-rule.set',
        objectType: 'institution',
        objectId: institutionId,
        before,
        after,
      });
      return read(tx, institutionId);
    });
  }
}

async function read(tx: Transaction, id: string): Promise<BookingRuleDto> {
  const rule = await tx.manager.findOneBy(BookingRuleEntity, { id });
  const { maxPerEnterpriseDay = null, minNoticeDays = 0, version = 0 } = rule ?? {};
  return { maxPerEnterpriseDay, minNoticeDays, version };
}

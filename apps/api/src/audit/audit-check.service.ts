import { Injectable } from '@nestjs/common';
import { AuditCheckEntity, Database, type TenantContext } from '@quanheng/database';
import { buildJob } from '@quanheng/queues';
import { IsNull } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { AuditCheckDto, AuditCheckListDto } from './audit.dto.js';
import { assertWhole } from '../people/organisation.js';

const SHOWN = 10;

/** 链条完整性校验: the worker runs through the chains; here it is asked for and its result shown. */
@Injectable()
export class AuditCheckService {
  constructor(private readonly database: Database) {}

  /** Of the caller's own chain; of all of them for the platform's admin. */
  start(context: TenantContext): Promise<AuditCheckDto> {
    return this.database.write(context, async (tx) => {
      assertWhole(context);
      const check = tx.manager.create(AuditCheckEntity, {
        id: uuidv7(),
        enterpriseId: context.enterpriseId,
        institutionId: context.institutionId,
        askedByName: context.accountName,
        createdAt: tx.now,
      });
      await tx.manager.insert(AuditCheckEntity, check);
      tx.audit({ action: 'audit.check', objectType: 'audit-check', objectId: check.id });
      tx.emit(buildJob('audit.check', { checkId: check.id }));
      return toDto(check);
    });
  }

  recent(context: TenantContext): Promise<AuditCheckListDto> {
    return this.database.read(context, async (tx) => {
      assertWhole(context);
      const rows = await tx.manager.find(AuditCheckEntity, {
        where: {
          enterpriseId: context.enterpriseId ?? IsNull(),
          institutionId: context.institutionId ?? IsNull(),
        },
        order: { id: 'DESC' },
        take: SHOWN,
      });
      return { items: rows.map(toDto) };
    });
  }
}

function toDto(row: AuditCheckEntity): AuditCheckDto {
  const { id, createdAt, finishedAt, askedByName, chains, events, broken, digest } = row;
  return {
    ...{ id, createdAt, finishedAt: finishedAt ?? null, askedByName: askedByName ?? null },
    ...{ chains: chains ?? null, events: events ?? null, digest: digest ?? null },
    broken: (broken ?? []).map(({ chain, seq }) => ({ chain, seq })),
  };
}

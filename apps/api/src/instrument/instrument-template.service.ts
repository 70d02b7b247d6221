import { Injectable } from '@nestjs/common';
import { Database, InstrumentTemplateEntity, lockForMove, type TenantContext } from '@quanheng/database';
import { DomainError, INSTRUMENT_FIELD, type InstrumentFieldKey, type LedgerValues } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import type {
  InstrumentTemplateDto,
  InstrumentTemplateInput,
  InstrumentTemplateListDto,
} from './instrument-template.dto.js';

const MOST = 200;
/** What belongs to the one piece is never part of a template. */
const OF_ONE_PIECE: readonly InstrumentFieldKey[] = [
  ...(['serialNumber', 'ownNumber', 'lastVerifiedOn', 'validUntil'] as const),
];

/** Instruments to start from, kept by the enterprise under a name (保存为模板). */
@Injectable()
export class InstrumentTemplateService {
  constructor(private readonly database: Database) {}

  find(context: TenantContext): Promise<InstrumentTemplateListDto> {
    return this.database.read(context, async (tx) => {
      const rows = await tx.manager.find(InstrumentTemplateEntity, { order: { name: 'ASC' }, take: MOST });
      return { items: rows.map(toDto) };
    });
  }

  /** @throws DomainError `instrument.template-name-taken` */
  create(context: TenantContext, { name, values }: InstrumentTemplateInput): Promise<InstrumentTemplateDto> {
    return this.database.write(context, async (tx) => {
      const enterpriseId = context.enterpriseId as string;
      if (await tx.manager.existsBy(InstrumentTemplateEntity, { enterpriseId, name }))
        throw new DomainError('instrument.template-name-taken', { name });
      const row = tx.manager.create(InstrumentTemplateEntity, {
        ...{ id: uuidv7(), enterpriseId, name, values: kept(values) },
        createdByName: context.accountName ?? '',
      });
      return toDto(await tx.manager.save(row));
    });
  }

  remove(context: TenantContext, id: string, version: number): Promise<void> {
    return this.database.write(context, async (tx) => {
      await lockForMove(tx, InstrumentTemplateEntity, id, version);
      await tx.manager.delete(InstrumentTemplateEntity, { id });
    });
  }
}

/** Fields of the ledger with what was typed, unjudged: a template may be unfinished, an instrument made from it may not. */
function kept(values: Record<string, unknown>): LedgerValues {
  const entries = Object.entries(values).filter(
    ([key, value]) => !OF_ONE_PIECE.includes(key as InstrumentFieldKey) && value !== null && value !== '',
  );
  const isFine = entries.every(
    ([key, value]) => key in INSTRUMENT_FIELD && typeof value === 'string' && value.length <= 500,
  );
  if (isFine) return Object.fromEntries(entries) as LedgerValues;
  throw new DomainError('request.invalid', {}, [{ pointer: '/values', code: 'field.bad-format' }]);
}

function toDto(row: InstrumentTemplateEntity): InstrumentTemplateDto {
  const { id, version, name, values, createdByName: madeBy } = row;
  return { id, version, name, values, madeBy };
}

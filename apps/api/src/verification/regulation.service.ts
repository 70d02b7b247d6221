import { Injectable } from '@nestjs/common';
import {
  Database,
  lockForMove,
  RegulationEntity,
  type TenantContext,
  type Transaction,
  type VerificationTaskEntity,
} from '@quanheng/database';
import { DomainError, normalizeRegulation, regulationState, type BusinessDate } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import type { RegulationBody, RegulationDto, RegulationListDto } from './regulation.dto.js';

/** The few hundred editions that a laboratory keeps under control. */
const MOST = 2000;

/** The regulations that the institution works by, each edition with the time in which it is in force. */
@Injectable()
export class RegulationService {
  constructor(private readonly database: Database) {}

  find(context: TenantContext): Promise<RegulationListDto> {
    return this.database.read(context, async (tx) => {
      const rows = await tx.manager.find(RegulationEntity, { order: { number: 'ASC' }, take: MOST });
      return { items: rows.map((row) => toDto(tx, row)) };
    });
  }

  create(context: TenantContext, body: RegulationBody): Promise<RegulationDto> {
    return this.database.write(context, async (tx) => {
      const fields = await checked(tx, body, null);
      const institutionId = context.institutionId ?? '';
      const row = tx.manager.create(RegulationEntity, { ...fields, id: uuidv7(), institutionId });
      await tx.manager.save(row);
      tx.audit({
        action: 'regulation.create',
        objectType: 'regulation',
        objectId: row.id,
        after: { ...fields },
      });
      return toDto(tx, row);
    });
  }

  update(context: TenantContext, id: string, version: number, body: RegulationBody): Promise<RegulationDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, RegulationEntity, id, version);
      const { number, title, implementedOn, abolishedOn, replacedBy } = row;
      const before = { number, title, implementedOn, abolishedOn, replacedBy };
      const fields = await checked(tx, body, id);
      await tx.manager.save(Object.assign(row, fields));
      tx.audit({
        ...{ action: 'regulation.update', objectType: 'regulation', objectId: id },
        ...{ before, after: { ...fields } },
      });
      return toDto(tx, row);
    });
  }
}

/** @throws DomainError `verification.regulation-dates`, `verification.regulation-exists` */
async function checked(tx: Transaction, body: RegulationBody, id: string | null): Promise<RegulationBody> {
  const { title, implementedOn, abolishedOn } = body;
  if (implementedOn && abolishedOn && abolishedOn <= implementedOn)
    throw new DomainError('verification.regulation-dates', {}, [
      { pointer: '/abolishedOn', code: 'verification.regulation-dates' },
    ]);
  const number = normalizeRegulation(body.number);
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `regulation ${tx.context.institutionId}`,
  ]);
  const same = await tx.manager.findOneBy(RegulationEntity, { number });
  if (same && same.id !== id)
    throw new DomainError('verification.regulation-exists', { name: number }, [
      { pointer: '/number', code: 'verification.regulation-exists', details: { name: number } },
    ]);
  const replacedBy = body.replacedBy ? normalizeRegulation(body.replacedBy) : null;
  return {
    number,
    title,
    implementedOn: implementedOn || null,
    abolishedOn: abolishedOn || null,
    replacedBy,
  };
}

function toDto(tx: Transaction, row: RegulationEntity): RegulationDto {
  const { id, version, number, title, implementedOn, abolishedOn, replacedBy } = row;
  const state = regulationState(row, tx.today, tx.settings.standardExpiryWarningDays);
  return { id, version, number, title, implementedOn, abolishedOn, replacedBy, state };
}

export type Regulations = ReadonlyMap<string, RegulationEntity>;

export async function findRegulations(tx: Transaction): Promise<Regulations> {
  const rows = await tx.manager.find(RegulationEntity, { take: MOST });
  return new Map(rows.map((row) => [row.number, row]));
}

/**
 * On the day of the verification. One that the list doesn't have is the verifier's own responsibility.
 * @throws DomainError `verification.regulation-repealed`, `verification.regulation-not-in-force`
 */
export function assertRegulation(
  { regulation, verifiedOn }: Pick<VerificationTaskEntity, 'regulation' | 'verifiedOn'>,
  regulations: Regulations,
  today: BusinessDate,
): void {
  const found = regulation ? regulations.get(normalizeRegulation(regulation)) : undefined;
  if (!found) return;
  const { number: name, abolishedOn, implementedOn, replacedBy } = found;
  const state = regulationState(found, verifiedOn ?? today);
  const replacement = replacedBy ? ` → ${replacedBy}` : '';
  if (state === 'ABOLISHED')
    throw new DomainError(
      'verification.regulation-repealed',
      { name, date: abolishedOn ?? '', replacement },
      [
        {
          pointer: '/regulation',
          code: 'verification.regulation-repealed',
          details: { name, date: abolishedOn ?? '', replacement },
        },
      ],
    );
  if (state === 'NOT_YET')
    throw new DomainError('verification.regulation-not-in-force', { name, date: implementedOn ?? '' }, [
      {
        pointer: '/regulation',
        code: 'verification.regulation-not-in-force',
        details: { name, date: implementedOn ?? '' },
      },
    ]);
}

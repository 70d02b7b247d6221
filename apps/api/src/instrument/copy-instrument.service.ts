import { Injectable } from '@nestjs/common';
import { Database, InstrumentEntity, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, INSTRUMENT_FIELDS, type FieldError, type LedgerValues } from '@quanheng/domain';
import { findHolders } from '@quanheng/operations';
import type { CopyInput } from './instrument.dto.js';
import type { CopiedDto } from './instrument-view.dto.js';
import { insertInstruments, toRow, type NewInstrument } from './insert-instruments.js';
import { LedgerRules } from './ledger-rules.service.js';

/** Similar instruments are entered by copying one and changing the serial number ★, or a list of them at once. */
@Injectable()
export class CopyInstrumentService {
  constructor(
    private readonly database: Database,
    private readonly rules: LedgerRules,
  ) {}

  /**
   * All copies or none.
   * @throws DomainError `instrument.duplicate` with a pointer for every serial number that is there already
   */
  copy(context: TenantContext, id: string, input: CopyInput): Promise<CopiedDto> {
    return this.database.write(context, async (tx) => {
      const pattern = await tx.manager.findOneBy(InstrumentEntity, { id });
      if (!pattern || pattern.enterpriseId !== context.enterpriseId)
        throw new DomainError('record.not-found', { id });
      if (input.serialNumbers.length === 0) throw missingSerials();
      const rows = await this.toRows(tx, pattern, input);
      const inserted = await insertInstruments(tx, rows);
      await refuseDuplicates(tx, rows, inserted);
      for (const row of rows) {
        const after = { copyOf: id, serialNumber: row.serialNumber, ownNumber: row.ownNumber };
        tx.audit({ action: 'instrument.copy', objectType: 'instrument', objectId: row.id, after });
      }
      return { items: rows.map((row) => ({ id: row.id, serialNumber: row.serialNumber })) };
    });
  }

  private async toRows(
    tx: Transaction,
    pattern: InstrumentEntity,
    input: CopyInput,
  ): Promise<NewInstrument[]> {
    const rows: NewInstrument[] = [];
    for (const [index, serialNumber] of input.serialNumbers.entries()) {
      const ownNumber = input.ownNumbers?.[index] ?? '';
      const copy = { ...likeness(pattern), serialNumber, ownNumber };
      const judged = await this.rules.judge(copy, tx.today).catch((error: unknown) => {
        throw error instanceof DomainError ? atIndex(error, index) : error;
      });
      rows.push(toRow(tx, judged.values, judged.identityKey));
    }
    return rows;
  }
}

/** What copies share: everything but what belongs to the one piece. */
function likeness(pattern: InstrumentEntity): LedgerValues {
  const values = Object.fromEntries(INSTRUMENT_FIELDS.map(({ key }) => [key, pattern[key]]));
  return { ...values, lastVerifiedOn: null, validUntil: null };
}

function missingSerials(): DomainError {
  return new DomainError('request.invalid', {}, [{ pointer: '/serialNumbers', code: 'field.required' }]);
}

/** What is wrong with a serial number points to its place in the list. */
function atIndex(error: DomainError, index: number): DomainError {
  const errors = error.errors.map((one) =>
    one.pointer === '/serialNumber' ? { ...one, pointer: `/serialNumbers/${index}` } : one,
  );
  return new DomainError(error.code, error.details, errors);
}

async function refuseDuplicates(
  tx: Transaction,
  rows: readonly NewInstrument[],
  inserted: ReadonlySet<string>,
): Promise<void> {
  const errors: FieldError[] = rows.flatMap((row, index) =>
    inserted.has(row.id)
      ? []
      : [
          {
            pointer: `/serialNumbers/${index}`,
            code: 'instrument.duplicate' as const,
            details: { serialNumber: row.serialNumber },
          },
        ],
  );
  if (errors.length === 0) return;
  const refused = rows.filter(({ id }) => !inserted.has(id));
  const holders = await findHolders(
    tx,
    refused.map(({ identityKey }) => identityKey),
  );
  // One that stands twice in the list is held by its own first copy, which won't be there.
  const existing = refused.map(({ identityKey }) => holders.get(identityKey)?.id ?? null);
  const serialNumbers = errors.map(({ details }) => details?.['serialNumber']);
  const details = { serialNumbers, existing: existing.map((id) => (id && inserted.has(id) ? null : id)) };
  throw new DomainError('instrument.duplicate', details, errors);
}

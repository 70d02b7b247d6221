import { Injectable } from '@nestjs/common';
import {
  Database,
  InstrumentEntity,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  INSTRUMENT_FIELD,
  INSTRUMENT_FIELDS,
  type ImportedInstrument,
  type InstrumentFieldKey,
  type Language,
  type LedgerValues,
  type LifecycleAction,
} from '@quanheng/domain';
import { moveInstruments } from '@quanheng/operations';
import { insertInstruments, insertion, refuseDuplicate, toRow } from './insert-instruments.js';
import type { InstrumentChange, InstrumentInput } from './instrument.dto.js';
import type { InstrumentDto } from './instrument-view.dto.js';
import { LedgerRules } from './ledger-rules.service.js';
import { LedgerService } from './ledger.service.js';

/** Writing the ledger, one instrument at a time. */
@Injectable()
export class InstrumentService {
  constructor(
    private readonly database: Database,
    private readonly rules: LedgerRules,
    private readonly ledger: LedgerService,
  ) {}

  create(context: TenantContext, input: InstrumentInput, language: Language): Promise<InstrumentDto> {
    const stepByStep = (tx: Transaction) => this.createStepByStep(tx, input, language);
    // A branch's own name would have to be read.
    if (context.branchId) return this.database.write(context, stepByStep);
    const plan = async (tx: Transaction) => {
      const { values, identityKey } = await this.rules.judge(input, tx.today);
      const { created, statement } = insertion(toRow(tx, values, identityKey));
      audit(tx, 'create', created.id, { after: values });
      return { statements: [statement], answer: await this.ledger.view(tx, created, language) };
    };
    return this.database.writeAtOnce(context, plan, stepByStep);
  }

  private async createStepByStep(
    tx: Transaction,
    input: InstrumentInput,
    language: Language,
  ): Promise<InstrumentDto> {
    const judged = await this.rules.judge(input, tx.today);
    const row = toRow(tx, judged.values, judged.identityKey);
    const inserted = await insertInstruments(tx, [row]);
    if (!inserted.has(row.id)) await refuseDuplicate(tx, row.identityKey);
    audit(tx, 'create', row.id, { after: judged.values });
    return this.ledger.read(tx, row.id, language);
  }

  /** @throws DomainError `instrument.field-locked` where a locked field would change, `instrument.duplicate` */
  change(
    context: TenantContext,
    id: string,
    version: number,
    change: InstrumentChange,
    language: Language,
  ): Promise<InstrumentDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, InstrumentEntity, id, version);
      const before = valuesOf(row);
      const wanted = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const judged = await this.rules.judge({ ...before, ...wanted }, tx.today, before);
      const changed = changedFields(before, judged.values);
      if (changed.length === 0) return this.ledger.read(tx, id, language);
      await this.assertUnlocked(tx, id, changed, language);
      await assertUnique(tx, row, judged.identityKey);
      Object.assign(row, pick(judged.values, changed), {
        ownNumber: judged.values.ownNumber ?? '',
        identityKey: judged.identityKey,
        searchText: judged.identityKey.replaceAll('\u001f', ' '),
      });
      if (changed.includes('validUntil')) row.validUntilDeclared = row.validUntil !== null;
      await tx.manager.save(row);
      audit(tx, 'change', id, { before: pick(before, changed), after: pick(judged.values, changed) });
      return this.ledger.read(tx, id, language);
    });
  }

  /** @throws DomainError `instrument.ever-filed` */
  remove(context: TenantContext, id: string, version: number): Promise<void> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, InstrumentEntity, id, version);
      const [item] = await tx.query('SELECT 1 FROM filing_item WHERE instrument_id = $1 LIMIT 1', [id]);
      if (row.everFiled || row.filedOn || item) throw new DomainError('instrument.ever-filed', { id });
      await tx.manager.delete(InstrumentEntity, { id });
      audit(tx, 'delete', id, { before: valuesOf(row) });
    });
  }

  move(
    context: TenantContext,
    id: string,
    version: number,
    action: LifecycleAction,
    reason: string | undefined,
    language: Language,
  ): Promise<InstrumentDto> {
    return this.database.write(context, async (tx) => {
      const [outcome] = await moveInstruments(tx, { action, reason: reason || null }, [{ id, version }]);
      if (outcome?.refusal) throw outcome.refusal;
      return this.ledger.read(tx, id, language);
    });
  }

  private async assertUnlocked(
    tx: Transaction,
    id: string,
    changed: readonly InstrumentFieldKey[],
    language: Language,
  ): Promise<void> {
    const current = await this.ledger.read(tx, id, language);
    const locked = changed.filter((key) => current.lockedFields.includes(key));
    if (locked.length === 0) return;
    const names = locked.map((key) => INSTRUMENT_FIELD[key][language === 'en' ? 'en' : 'header']);
    const errors = locked.map((key) => ({
      pointer: `/${key}`,
      code: 'instrument.field-locked' as const,
      details: { fields: INSTRUMENT_FIELD[key][language === 'en' ? 'en' : 'header'] },
    }));
    throw new DomainError('instrument.field-locked', { fields: names.join('、') }, errors);
  }
}

function audit(
  tx: Transaction,
  action: string,
  objectId: string,
  rest: { before?: object; after?: object; reason?: string | null },
): void {
  tx.audit({ action: `instrument.${action}`, objectType: 'instrument', objectId, ...rest });
}

function valuesOf(row: InstrumentEntity): LedgerValues {
  return Object.fromEntries(INSTRUMENT_FIELDS.map(({ key }) => [key, row[key]]));
}

function changedFields(before: LedgerValues, after: ImportedInstrument): InstrumentFieldKey[] {
  return INSTRUMENT_FIELDS.map(({ key }) => key).filter(
    (key) => (before[key] || null) !== (after[key] || null),
  );
}

function pick(values: LedgerValues, keys: readonly InstrumentFieldKey[]): LedgerValues {
  return Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
}

async function assertUnique(tx: Transaction, row: InstrumentEntity, identityKey: string): Promise<void> {
  if (row.identityKey === identityKey) return;
  // Two changes to the same identity at once: the second waits here for the first.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [row.enterpriseId + identityKey]);
  await refuseDuplicate(tx, identityKey, row.id);
}

import {
  ImportRowEntity,
  InstrumentEntity,
  type ImportBatchEntity,
  type Transaction,
} from '@quanheng/database';
import {
  INSTRUMENT_FIELDS,
  lockedFields,
  type ImportMapping,
  type InstrumentFieldKey,
  type Language,
} from '@quanheng/domain';
import type { ImportDiffDto, ImportRowDto } from './import.dto.js';
import { toImportRow } from './import-view.js';

const IDENTITY: readonly InstrumentFieldKey[] = ['name', 'model', 'serialNumber', 'ownNumber'];

/** Some rows as the screen has them. */
export async function rowsShown(
  tx: Transaction,
  batch: Pick<ImportBatchEntity, 'id' | 'mapping'>,
  rowNumbers: readonly number[],
  language: Language,
): Promise<ImportRowDto[]> {
  const rows = await tx.manager
    .createQueryBuilder(ImportRowEntity, 'r')
    .where('r.import_id = :id AND r.row_number = ANY(:rowNumbers)', { id: batch.id, rowNumbers })
    .orderBy('r.row_number')
    .getMany();
  return withDiffs(tx, rows, batch.mapping, language);
}

/** Rows with what they would change in the ledger; one statement for all of them. */
export async function withDiffs(
  tx: Transaction,
  rows: readonly ImportRowEntity[],
  mapping: ImportMapping | null,
  language: Language,
): Promise<ImportRowDto[]> {
  const ids = rows.flatMap(({ duplicateId, duplicateRow }) =>
    duplicateId && duplicateRow === null ? [duplicateId] : [],
  );
  const found = ids.length === 0 ? [] : await ledgerRows(tx, ids);
  const ledger = new Map(found.map((row) => [row.id, row]));
  return rows.map((row) => {
    const twin = ledger.get(row.duplicateId ?? '');
    const shown = toImportRow(row, mapping ?? { columns: {}, constants: {} }, language);
    return { ...shown, diff: twin ? diffOf(row, twin) : [] };
  });
}

type LedgerRow = InstrumentEntity & { filingStatus: string | null };

async function ledgerRows(tx: Transaction, ids: readonly string[]): Promise<LedgerRow[]> {
  const rows = await tx.manager
    .createQueryBuilder(InstrumentEntity, 'i')
    .where('i.id = ANY(:ids)', { ids })
    .getMany();
  const open = await tx.query<{ id: string; status: string }>(
    'SELECT id, status FROM filing_item WHERE id = ANY($1)',
    [rows.flatMap(({ openFilingItemId }) => openFilingItemId ?? [])],
  );
  const statuses = new Map(open.map(({ id, status }) => [id, status]));
  return rows.map((row) => ({ ...row, filingStatus: statuses.get(row.openFilingItemId ?? '') ?? null }));
}

/** A blank cell says nothing; the identity stays as the ledger spells it; what is locked is shown and not taken. */
function diffOf({ values }: ImportRowEntity, twin: LedgerRow): ImportDiffDto[] {
  const locked = lockedFields(twin);
  return INSTRUMENT_FIELDS.flatMap(({ key }) => {
    const [from, to] = [twin[key] ?? null, values[key] ?? null];
    if (IDENTITY.includes(key) || to === null || from === to) return [];
    return [{ field: key, from: from === null ? null : String(from), to, locked: locked.includes(key) }];
  });
}

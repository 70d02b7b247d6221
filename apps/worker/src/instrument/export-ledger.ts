import type { Database, TenantContext, Transaction } from '@quanheng/database';
import {
  INSTRUMENT_FIELD,
  INSTRUMENT_FIELDS,
  LEDGER_COLUMNS,
  validityStatus,
  type CatalogueItem,
  type InstrumentFieldKey,
  type Language,
  type Lifecycle,
  type RegionTable,
  type ValidityStatus,
} from '@quanheng/domain';
import { columnOf, findCatalogue, findRegions } from '@quanheng/database';
import { streamCsv, streamXlsx } from '@quanheng/spreadsheets';
import type { LongJobFile, LongJobRunner } from '../long-job/long-job-runner.js';
import { selectedIds } from './bulk-run.js';
import { stateWord } from './state-words.js';

/** Rows that are in memory at a time. */
const PAGE = 1_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type LedgerRow = Record<InstrumentFieldKey, string | null> & {
  readonly lifecycle: Lifecycle;
  readonly failed: boolean;
  readonly filedOn: string | null;
  readonly filingStatus: string | null;
  readonly institutionName: string | null;
  readonly appointmentNumber: string | null;
  readonly labelCode: string | null;
};

interface Words {
  readonly catalogue: ReadonlyMap<string, CatalogueItem>;
  readonly regions: RegionTable;
  readonly language: Language;
}

/** The ledger as xlsx or csv, in the columns wanted. Rows are read and written page by page. */
export const exportLedger: LongJobRunner<'instrument.export'> = async ({ database }, run) => {
  const { which, columns: keys, format, language } = run.params;
  const ids = await selectedIds(database, run.context, which);
  const words: Words = await database.read(run.context, async (tx) => ({
    catalogue: await findCatalogue(tx, tx.today),
    regions: await findRegions(tx),
    language,
  }));
  const columns = LEDGER_COLUMNS.filter(({ key }) => keys.includes(key));
  async function* rows(): AsyncGenerator<string[]> {
    for (let from = 0; from < ids.length; from += PAGE) {
      await run.progress('WRITE', from, ids.length);
      yield* await readPage(database, run.context, ids.slice(from, from + PAGE), (row, tx) =>
        columns.map(({ key }) => cellOf(key, row, words, tx)),
      );
    }
  }
  const header = columns.map((column) => ({
    header: language === 'en' ? column.en : column.header,
    width: 18,
  }));
  const body = format === 'csv' ? streamCsv(header, rows()) : streamXlsx('器具台账', header, rows());
  return { file: fileOf(format, body, ids.length), counts: { rows: ids.length } };
};

function fileOf(format: 'xlsx' | 'csv', body: LongJobFile['body'], count: number): LongJobFile {
  const mediaType = format === 'csv' ? 'text/csv; charset=utf-8' : XLSX;
  return { fileName: `器具台账_${count}台.${format}`, mediaType, body };
}

const OWN = INSTRUMENT_FIELDS.map(({ key }) => `i.${columnOf(key)} AS "${key}"`).join(', ');

function readPage(
  database: Database,
  context: TenantContext,
  ids: readonly string[],
  toRow: (row: LedgerRow, tx: Transaction) => string[],
): Promise<string[][]> {
  return database.read(context, async (tx) => {
    const rows = await tx.query<LedgerRow>(
      `SELECT ${OWN}, i.lifecycle, i.failed, i.filed_on AS "filedOn", i.label_code AS "labelCode",
         t.name AS "institutionName", a.case_number AS "appointmentNumber", f.status AS "filingStatus"
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted(id, place) JOIN instrument i ON i.id = wanted.id
       LEFT JOIN institution t ON t.id = i.institution_id
       LEFT JOIN appointment_item p ON p.id = i.open_appointment_item_id
       LEFT JOIN appointment a ON a.id = p.appointment_id
       LEFT JOIN filing_item f ON f.id = i.open_filing_item_id
       ORDER BY wanted.place`,
      [ids],
    );
    return rows.map((row) => toRow(row, tx));
  });
}

function cellOf(
  key: string,
  row: LedgerRow,
  { catalogue, regions, language }: Words,
  tx: Transaction,
): string {
  switch (key) {
    case 'kindName':
      return catalogue.get(row.categoryCode ?? '')?.kind ?? '';
    case 'regionName':
      return regions.get(row.regionCode ?? '')?.name ?? '';
    case 'lifecycle':
      return stateWord('lifecycle', row.lifecycle, language);
    case 'validityStatus':
      return stateWord('validity', validityOf(row, tx), language);
    case 'filingStatus':
      return stateWord('filing', row.filingStatus ?? (row.filedOn ? 'APPROVED' : 'NONE'), language);
    default:
      return fieldText(key, row, language);
  }
}

function validityOf({ validUntil, failed }: LedgerRow, { today, settings }: Transaction): ValidityStatus {
  return validityStatus({ validUntil, failed }, today, settings);
}

/** Coded columns as words: who reads the file knows 贸易结算, not TRADE. The importer understands both. */
function fieldText(key: string, row: LedgerRow, language: Language): string {
  const value = (row as unknown as Record<string, string | null>)[key] ?? '';
  const field = INSTRUMENT_FIELD[key as InstrumentFieldKey] as (typeof INSTRUMENT_FIELDS)[number] | undefined;
  const choice = field?.choices?.find(({ word }) => word === value);
  return choice ? (language === 'en' ? choice.en : choice.zh) : value;
}

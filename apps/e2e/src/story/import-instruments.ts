import {
  importCommit,
  importGet,
  importRowsFind,
  importRowsMend,
  importTemplate,
  importUpload,
  instrumentCopy,
  instrumentCreate,
  instrumentFind,
  type ImportDto,
  type ImportRowDto,
  type InstrumentDto,
  type InstrumentInput,
  type InstrumentItemDto,
} from '@quanheng/api-client';
import { allPages } from '../client/all-pages.js';
import { eventually } from '../client/eventually.js';
import { answer, once, onVersion, refusal, type Person, type Refusal } from '../client/person.js';
import type { Stage } from './cast.js';
import type { LedgerRow } from './ledger-rows.js';
import { fillTemplate } from './workbook.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const BUSY: readonly ImportDto['status'][] = ['UPLOADED', 'PARSING', 'VALIDATING', 'COMMITTING'];

/** Step 2, the clerk: downloads the template, fills the rows in and uploads it; the worker judges every row. */
export async function upload(
  stage: Stage,
  { client }: Person,
  rows: readonly LedgerRow[],
): Promise<ImportDto> {
  const template = await answer(importTemplate({ client, parseAs: 'arrayBuffer' }));
  const filled = await fillTemplate(new Uint8Array(template as unknown as ArrayBuffer), rows);
  const file = new File([new Uint8Array(filled)], '强检器具.xlsx', { type: XLSX });
  const uploaded = await answer(importUpload({ client, headers: once(), body: { file } }));
  stage.journal.say(`uploaded ${rows.length} rows: import ${uploaded.id}`);
  return untilItWaits(stage, { client, account: null }, uploaded);
}

async function untilItWaits(stage: Stage, { client }: Person, { id }: ImportDto): Promise<ImportDto> {
  let shown = '';
  return eventually(
    `Import ${id}`,
    async () => {
      const batch = await answer(importGet({ client, path: { id } }));
      const progress = `${batch.status} ${batch.phase ?? ''} ${batch.done}/${batch.total}`;
      if (progress !== shown) stage.journal.say((shown = progress));
      return batch;
    },
    ({ status }) => !BUSY.includes(status),
  );
}

/** The rows that stop the import, in the order of the sheet. */
export async function wrongRows(
  { journal }: Stage,
  { client }: Person,
  { id }: ImportDto,
): Promise<ImportRowDto[]> {
  const rows = await allPages((page) => importRowsFind({ client, path: { id }, query: page }));
  const wrong = rows.filter(({ level }) => level === 'ERROR' || level === 'DUPLICATE');
  for (const { rowNumber, findings } of wrong) {
    for (const { field, value, message } of findings)
      journal.say(`row ${rowNumber}, ${field} “${value}”: ${message}`);
  }
  return wrong;
}

/** Types what belongs into the cells of a row; it is judged at once. */
export function mend({ client }: Person, { id }: ImportDto, row: ImportRowDto, cells: LedgerRow) {
  const path = { id, rowNumber: row.rowNumber };
  return answer(
    importRowsMend({ client, path, headers: { 'If-Match': `"v${row.version}"` }, body: { cells } }),
  );
}

/** Takes the mended rows into the ledger. */
export async function commit(stage: Stage, clerk: Person, { id }: ImportDto): Promise<ImportDto> {
  const { client } = clerk;
  const { version } = await answer(importGet({ client, path: { id } }));
  const body = { commitPolicy: 'ALL_OR_NOTHING' as const };
  const begun = await answer(importCommit({ client, path: { id }, headers: onVersion(version), body }));
  const done = await untilItWaits(stage, clerk, begun);
  stage.journal.say(`${done.created} instruments are in the ledger`);
  return done;
}

export function ledgerOf({ client }: Person, importId?: string): Promise<InstrumentItemDto[]> {
  return allPages((page) =>
    instrumentFind({ client, query: { ...page, ...(importId ? { importId } : {}) } }),
  );
}

export function anInstrument(mark: string): InstrumentInput {
  return {
    name: '一般压力表',
    model: 'Y-150',
    serialNumber: `${mark}-HAND`,
    ownNumber: 'YS-HAND',
    manufacturer: '演示仪表厂',
    measuringRange: '(0～2.5)MPa',
    accuracyClass: '1.6级',
    origin: 'DOMESTIC',
    usageState: 'IN_USE',
    purpose: 'SAFETY',
    instrumentType: 'WORKING_INSTRUMENT',
    verificationMode: 'BRING_IN',
    regionCode: '441202',
    categoryCode: '91601',
    location: '空压机房',
  };
}

/** One by hand. */
export async function addByHand({ journal }: Stage, { client }: Person, input: InstrumentInput) {
  const instrument = await answer(instrumentCreate({ client, headers: once(), body: input }));
  journal.say(`added by hand: ${instrument.serialNumber} (${instrument.id})`);
  return instrument;
}

/** One by copy: all but the serial number ★. */
export async function copy(
  { journal }: Stage,
  { client }: Person,
  { id }: InstrumentDto,
  serialNumber: string,
) {
  const body = { serialNumbers: [serialNumber] };
  const { items } = await answer(instrumentCopy({ client, path: { id }, headers: once(), body }));
  const [copied] = items;
  if (!copied) throw new Error('Nothing was copied');
  journal.say(`added by copy: ${copied.serialNumber} (${copied.id})`);
  return copied;
}

/** Name, model, serial number and own number the same: it is the same instrument ★. */
export async function refuseDuplicate(
  { journal }: Stage,
  { client }: Person,
  input: InstrumentInput,
): Promise<Refusal> {
  const spelt = { ...input, serialNumber: ` ${input.serialNumber.toLowerCase()} ` };
  const refused = await refusal(instrumentCreate({ client, headers: once(), body: spelt }));
  journal.say(`refused: ${refused.status} ${refused.problem.code} ${refused.problem.detail}`);
  return refused;
}

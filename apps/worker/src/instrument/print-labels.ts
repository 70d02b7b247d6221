import type { Database, TenantContext, Transaction } from '@quanheng/database';
import { joinPdfs, type InstrumentLabel, type LabelStatus } from '@quanheng/documents';
import {
  DomainError,
  formatCaseNumber,
  labelBarcode,
  validityStatus,
  type LabelKind,
  type Lifecycle,
} from '@quanheng/domain';
import { BULK_CHUNK } from '@quanheng/operations';
import type { LongJobRun, LongJobRunner } from '../long-job/long-job-runner.js';
import type { WorkerServices } from '../services.js';
import { selectedIds } from './bulk-run.js';

interface LabelRow {
  readonly name: string;
  readonly ownNumber: string;
  readonly serialNumber: string;
  readonly labelCode: string;
  readonly lifecycle: Lifecycle;
  readonly validUntil: string | null;
  readonly failed: boolean;
}

/** Labels of instruments as one PDF. An instrument keeps the number that its first label got. */
export const printLabels: LongJobRunner<'instrument.labels'> = async (services, run) => {
  const { which, kind } = run.params;
  const { database } = services;
  const ids = await selectedIds(database, run.context, which);
  await database.read(run.context, async ({ settings }) =>
    assertNotTooMany(ids.length, settings.maxLabelsAtOnce),
  );
  const labels: InstrumentLabel[] = [];
  for (let from = 0; from < ids.length; from += BULK_CHUNK) {
    await run.progress('LABELS', from, ids.length);
    labels.push(...(await readLabels(database, run.context, ids.slice(from, from + BULK_CHUNK), kind)));
  }
  if (labels.length === 0) throw new DomainError('instrument.no-label');
  const title = kind === 'STATUS' ? '状态标识' : '器具标签';
  const pdf = await joinPdfs(await printInParts(services, run, labels), title, new Date());
  return {
    file: { fileName: `${title}_${labels.length}张.pdf`, mediaType: 'application/pdf', body: pdf },
    counts: { labels: labels.length, skipped: ids.length - labels.length },
  };
};

/** Drawing codes keeps the process busy, so other work gets its turn after every four sheets. */
const LABELS_A_PRINT = 96;

async function printInParts(
  { renderer, config }: WorkerServices,
  run: LongJobRun<'instrument.labels'>,
  labels: readonly InstrumentLabel[],
): Promise<Buffer[]> {
  const { layout } = run.params;
  const parts: Buffer[] = [];
  for (let from = 0; from < labels.length; from += LABELS_A_PRINT) {
    await run.progress('PRINT', from, labels.length);
    const data = { baseUrl: config.PUBLIC_URL, layout, labels: labels.slice(from, from + LABELS_A_PRINT) };
    parts.push(await renderer.render({ kind: 'instrument-labels', data }));
  }
  return parts;
}

function assertNotTooMany(count: number, max: number): void {
  if (count > max) throw new DomainError('instrument.too-many-labels', { count, max });
}

function readLabels(
  database: Database,
  context: TenantContext,
  ids: readonly string[],
  kind: LabelKind,
): Promise<InstrumentLabel[]> {
  return database.write(context, async (tx) => {
    await numberLabels(tx, ids);
    const rows = await tx.query<LabelRow>(
      `SELECT i.name, i.own_number AS "ownNumber", i.serial_number AS "serialNumber", i.label_code AS "labelCode",
         i.lifecycle, i.valid_until AS "validUntil", i.failed
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted(id, place) JOIN instrument i ON i.id = wanted.id
       WHERE i.lifecycle <> 'SCRAPPED' ORDER BY wanted.place`,
      [ids],
    );
    return rows.flatMap((row) => toLabel(row, kind, tx));
  });
}

/** Numbers of the same series as the counter's labels, so that one scan never means two things. */
async function numberLabels(tx: Transaction, ids: readonly string[]): Promise<void> {
  const bare = await tx.query<{ id: string }>(
    `SELECT id FROM instrument WHERE id = ANY($1::uuid[]) AND label_code IS NULL AND lifecycle <> 'SCRAPPED'
     ORDER BY id FOR UPDATE`,
    [ids],
  );
  if (bare.length === 0) return;
  const first = await tx.nextNumber(`I:${tx.today}`, bare.length);
  const codes = bare.map(({ id }, index) => ({ id, code: formatCaseNumber('I', tx.today, first + index) }));
  await tx.query(
    `UPDATE instrument i SET label_code = r.code FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, code text)
     WHERE i.id = r.id`,
    [JSON.stringify(codes)],
  );
}

/** A status label says nothing that isn't so: what is overdue, failed or unverified gets none. */
function toLabel(row: LabelRow, kind: LabelKind, tx: Transaction): InstrumentLabel[] {
  const status = kind === 'STATUS' ? statusOf(row, tx) : null;
  if (kind === 'STATUS' && !status) return [];
  const { name, serialNumber, labelCode: code } = row;
  return [
    { name, serialNumber, code, ownNumber: row.ownNumber || null, barcode: labelBarcode(code), status },
  ];
}

function statusOf({ lifecycle, validUntil, failed }: LabelRow, tx: Transaction): LabelStatus | null {
  if (lifecycle === 'OUT_OF_SERVICE') return { word: '停用', tone: 'red', validUntil: null };
  if (lifecycle === 'SEALED') return { word: '封存', tone: 'grey', validUntil: null };
  const validity = validityStatus({ validUntil, failed }, tx.today, tx.settings);
  const isValid = validity === 'VALID' || validity === 'DUE_SOON';
  return isValid ? { word: '合格', tone: 'green', validUntil } : null;
}

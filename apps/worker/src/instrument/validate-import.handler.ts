import { ImportBatchEntity, systemContext, type TenantContext, type Transaction } from '@quanheng/database';
import { judgeRow, type ImportContext, type ImportMapping } from '@quanheng/domain';
import { countImportRows, markImportDuplicates } from '@quanheng/operations';
import { buildJob, type JobContext } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import { lockImport, markProgress, moveImport, NEED_NOT_LAST, runImportStep } from './import-batch-state.js';
import { importRules } from './import-rules.js';
import { readImportFile, sourceRows, type ImportServices, type SourceRow } from './import-source.js';
import { RowsAside } from './import-survey.js';

/** Rows a transaction (`quality.md` section 1.2). */
export const VALIDATION_BATCH = 500;
/** An import of no more is read at once whatever PostgreSQL thinks of it. */
const FEW_ROWS = 1_000;

/** So long an import may keep others waiting; then it goes behind those that do. */
const SLICE_MS = 4_000;

interface Run {
  readonly importId: string;
  readonly revision: number;
  readonly slice?: number;
}

type Outcome = 'staged' | 'yielded' | 'not-mine';

/**
 * Judges every row of a file and stages it. Each batch is one transaction together with the progress mark, so that a run
 * killed at any moment is taken up after the last row that was staged, and every row is there exactly once.
 */
export const validateImport =
  (services: ImportServices, sliceMs = SLICE_MS) =>
  async (run: Run, job: JobContext): Promise<void> => {
    const context = systemContext(job.requestId ?? null);
    const { database } = services;
    await runImportStep(services, 'import.validate', run.importId, context, job, async () => {
      const start = await database.read(context, (tx) => takeUp(tx, run));
      if (!start) return;
      const file = await readImportFile(services, context, start.batch);
      const turn = { sliceMs, signal: job.signal };
      if ((await stageAll(services, context, run, file, start, turn)) !== 'staged') return;
      await database.write(context, (tx) =>
        markProgress(tx, run.importId, { phase: 'DEDUPLICATE', done: 0 }),
      );
      // Otherwise whatever asks for rows of it would read all of them.
      if (start.batch.total > FEW_ROWS)
        await database.write(context, (tx) => tx.query('SELECT refresh_import_statistics()'));
      await database.write(context, (tx) => finish(tx, run, start.aside));
    });
  };

interface Start {
  readonly batch: ImportBatchEntity;
  readonly rules: ImportContext;
  readonly maxRows: number;
  readonly afterRow: number;
  readonly aside: RowsAside;
}

async function takeUp(tx: Transaction, run: Run): Promise<Start | null> {
  const batch = await tx.manager.findOneBy(ImportBatchEntity, { id: run.importId });
  if (!batch || !isAt(batch, run)) return null;
  const [mark] = await tx.query<{ last: number | null }>(
    'SELECT max(row_number) AS last FROM import_row WHERE import_id = $1',
    [run.importId],
  );
  return {
    batch,
    rules: await importRules(tx),
    maxRows: tx.settings.importMaxRows,
    afterRow: mark?.last ?? batch.headerRow ?? 0,
    aside: new RowsAside(),
  };
}

async function stageAll(
  { database }: ImportServices,
  context: TenantContext,
  run: Run,
  file: Buffer,
  { batch, rules, maxRows, afterRow, aside }: Start,
  { sliceMs, signal }: { readonly sliceMs: number; readonly signal: AbortSignal },
): Promise<Outcome> {
  const range = {
    sheet: batch.sheet ?? '',
    headerRow: batch.headerRow ?? 0,
    afterRow,
    maxRows,
    mapping: batch.mapping as ImportMapping,
    merged: batch.preview?.merged ?? [],
    onAside: aside.add,
  };
  // While the database takes one batch, the next is read and judged.
  let writing: Promise<boolean> = Promise.resolve(true);
  let until = Date.now() + sliceMs;
  let isBegun = false;
  for await (const rows of inBatches(sourceRows(file, range))) {
    const judged = JSON.stringify(rows.map((row) => judgedRow(row, rules)));
    if (!(await writing)) return 'not-mine';
    signal.throwIfAborted();
    if (isBegun && Date.now() >= until) {
      if (await giveWay(database, context, run, batch)) return 'yielded';
      until = Date.now() + sliceMs;
    }
    isBegun = true;
    writing = database.write(context, (tx) => stage(tx, run, judged));
    // Whoever stops in between must not leave a rejection that nobody hears.
    writing.catch(() => undefined);
  }
  return (await writing) ? 'staged' : 'not-mine';
}

/** Where other bulk work waits: the rest is promised as a job of its own, which takes its turn behind it. */
function giveWay(
  database: ImportServices['database'],
  context: TenantContext,
  { importId, revision, slice = 0 }: Run,
  { enterpriseId }: ImportBatchEntity,
): Promise<boolean> {
  return database.write(context, async (tx) => {
    const [waiting] = await tx.query(
      `SELECT 1 FROM outbox WHERE turn IS NOT NULL AND done_at IS NULL AND failed_at IS NULL
         AND payload ->> 'importId' IS DISTINCT FROM $1 LIMIT 1`,
      [importId],
    );
    if (!waiting) return false;
    tx.emit(buildJob('import.validate', { importId, revision, slice: slice + 1, tenantId: enterpriseId }));
    return true;
  });
}

function judgedRow({ rowNumber, cells, row }: SourceRow, rules: ImportContext) {
  const { values, identityKey, findings, level } = judgeRow(row, rules);
  // The id it will have is given now, so that committing need not write the row again.
  return {
    row_number: rowNumber,
    raw: cells,
    values,
    identity_key: identityKey,
    findings,
    level,
    instrument_id: uuidv7(),
  };
}

async function* inBatches(rows: AsyncIterable<SourceRow>): AsyncGenerator<SourceRow[]> {
  let batch: SourceRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < VALIDATION_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/**
 * Rows and mark in one statement, since the next batch waits for each round trip. Where the batch is no longer this run's,
 * nothing is found and so nothing is staged. As one step of many it need not wait for the disk ({@link NEED_NOT_LAST}).
 */
const STAGE = `WITH mine AS MATERIALIZED (
    SELECT id, enterprise_id, done FROM import_batch
    WHERE id = $1 AND status = 'VALIDATING' AND revision = $2 FOR UPDATE),
  staged AS (
    INSERT INTO import_row (import_id, enterprise_id, row_number, raw, "values", identity_key, findings, level, instrument_id)
    SELECT mine.id, mine.enterprise_id, r.row_number, r.raw, r."values", r.identity_key, r.findings, r.level, r.instrument_id
    FROM mine, jsonb_to_recordset($3::jsonb) AS r(row_number int, raw jsonb, "values" jsonb, identity_key text, findings jsonb,
      level text, instrument_id uuid)
    ON CONFLICT (import_id, row_number) DO NOTHING RETURNING 1)
  UPDATE import_batch b SET phase = 'VALIDATE', done = mine.done + (SELECT count(*) FROM staged)
  FROM mine WHERE b.id = mine.id RETURNING ${NEED_NOT_LAST}`;

async function stage(tx: Transaction, { importId, revision }: Run, judged: string): Promise<boolean> {
  const [marked] = await tx.prepared<unknown>(STAGE, [importId, revision, judged]);
  return (marked as unknown[]).length > 0;
}

async function finish(tx: Transaction, run: Run, aside: RowsAside): Promise<void> {
  const batch = await lockImport(tx, run.importId, (b) => isAt(b, run));
  if (!batch) return;
  await markImportDuplicates(tx, run.importId);
  batch.counts = await countImportRows(tx, run.importId);
  const { total } = batch.counts;
  const { aside: _, ...preview } = batch.preview ?? { headers: [], rows: [] };
  Object.assign(batch, { phase: null, done: total, total, preview: { ...preview, ...aside.asPreview() } });
  await moveImport(tx, batch, 'ready');
}

function isAt({ status, revision }: ImportBatchEntity, run: Run): boolean {
  return status === 'VALIDATING' && revision === run.revision;
}

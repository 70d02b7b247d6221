import { systemContext, type ImportBatchEntity, type Transaction } from '@quanheng/database';
import { DomainError, unmappedFields, type ImportMapping } from '@quanheng/domain';
import { buildJob, type JobContext } from '@quanheng/queues';
import { detectTable } from '@quanheng/spreadsheets';
import { lockImport, markProgress, moveImport, runImportStep } from './import-batch-state.js';
import { previewOf, survey, type Survey } from './import-survey.js';
import { readImportFile, type ImportServices } from './import-source.js';

/**
 * Finds table, columns and size of an uploaded file. Where every required column is named, validation follows at once,
 * else the clerk assigns columns. Nothing is staged, so that a killed run simply begins again.
 */
export const parseImport =
  (services: ImportServices) =>
  async ({ importId }: { importId: string }, job: JobContext): Promise<void> => {
    const context = systemContext(job.requestId ?? null);
    const { database } = services;
    await runImportStep(services, 'import.parse', importId, context, job, async () => {
      const batch = await database.write(context, (tx) => beginParsing(tx, importId));
      if (!batch) return;
      const file = await readImportFile(services, context, batch);
      const table = await detectTable(file);
      const found: ImportMapping = { columns: Object.fromEntries(table.mapping.columns), constants: {} };
      const remembered =
        unmappedFields(found).length === 0
          ? null
          : await database.read(context, (tx) => rememberedMapping(tx, batch, table.headers));
      const mapping = remembered ?? found;
      const surveyed = await survey(file, table, mapping, async (done) => {
        job.signal.throwIfAborted();
        await database.write(context, (tx) => markProgress(tx, importId, { phase: 'PARSE', done }));
      });
      if (surveyed.total === 0) throw new DomainError('import.no-rows');
      await database.write(context, (tx) => endParsing(tx, importId, mapping, surveyed));
    });
  };

async function beginParsing(tx: Transaction, importId: string): Promise<ImportBatchEntity | null> {
  const batch = await lockImport(tx, importId, (b) => b.status === 'UPLOADED' || b.status === 'PARSING');
  if (batch?.status !== 'UPLOADED') return batch;
  batch.phase = 'PARSE';
  await moveImport(tx, batch, 'parse');
  return batch;
}

async function endParsing(
  tx: Transaction,
  importId: string,
  mapping: ImportMapping,
  { table, total, rows }: Survey,
): Promise<void> {
  const batch = await lockImport(tx, importId, (b) => b.status === 'PARSING');
  if (!batch) return;
  const isCertain = unmappedFields(mapping).length === 0;
  Object.assign(batch, {
    sheet: table.sheet,
    headerRow: table.headerRow,
    mapping,
    preview: previewOf(table.headers, rows),
    total,
    done: 0,
    phase: isCertain ? 'VALIDATE' : null,
    revision: batch.revision + 1,
  });
  await moveImport(tx, batch, isCertain ? 'validate' : 'map');
  if (isCertain) tx.emit(buildJob('import.validate', { importId, revision: batch.revision }));
}

/** How this enterprise assigned the same headers when a clerk last did so by hand. */
async function rememberedMapping(
  tx: Transaction,
  { enterpriseId, id }: ImportBatchEntity,
  headers: readonly string[],
): Promise<ImportMapping | null> {
  const [row] = await tx.query<{ mapping: ImportMapping }>(
    `SELECT mapping FROM import_batch
     WHERE enterprise_id = $1 AND id <> $2 AND preview -> 'headers' = $3::jsonb
       AND status IN ('READY', 'COMMITTING', 'COMPLETED', 'UNDONE')
     ORDER BY id DESC LIMIT 1`,
    [enterpriseId, id, JSON.stringify(headers)],
  );
  return row?.mapping ?? null;
}

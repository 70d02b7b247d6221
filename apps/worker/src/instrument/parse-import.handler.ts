import { systemContext, type ImportBatchEntity, type Transaction } from '@quanheng/database';
import { DomainError, unmappedFields, type ImportMapping } from '@quanheng/domain';
import { buildJob, type JobContext } from '@quanheng/queues';
import { detectTable, type DetectedTable } from '@quanheng/spreadsheets';
import { lockImport, markProgress, moveImport, runImportStep } from './import-batch-state.js';
import { survey, type Survey } from './import-survey.js';
import { mergeReport } from './merge-report.js';
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
      const begun = await database.write(context, (tx) => beginParsing(tx, importId));
      if (!begun) return;
      const { batch, maxRows } = begun;
      const file = await readImportFile(services, context, batch);
      const table = await detectTable(file, batch.sheet ?? undefined);
      if (await mergeReport(services, context, batch, file, table)) return;
      const mapping = await database.read(context, (tx) => mappingOf(tx, batch, table));
      const onProgress = async (done: number) => {
        job.signal.throwIfAborted();
        await database.write(context, (tx) => markProgress(tx, importId, { phase: 'PARSE', done }));
      };
      const isCertain = unmappedFields(mapping).length === 0;
      const surveyed = await survey(file, table, { mapping, maxRows, isCertain, onProgress });
      if (surveyed.total === 0) throw new DomainError('import.no-rows');
      await database.write(context, (tx) => endParsing(tx, importId, mapping, surveyed));
    });
  };

/** As the headers say; where they leave something open, as this enterprise assigned the same headers before. */
async function mappingOf(
  tx: Transaction,
  batch: ImportBatchEntity,
  { mapping, headers }: DetectedTable,
): Promise<ImportMapping> {
  const { columns, extra, units } = mapping;
  const found: ImportMapping = {
    columns: Object.fromEntries(columns),
    constants: {},
    ...(Object.keys(extra).length > 0 && { extra }),
    ...(Object.keys(units).length > 0 && { units }),
  };
  if (unmappedFields(found).length === 0) return found;
  return (await rememberedMapping(tx, batch, headers)) ?? found;
}

async function beginParsing(
  tx: Transaction,
  importId: string,
): Promise<{ batch: ImportBatchEntity; maxRows: number } | null> {
  const batch = await lockImport(tx, importId, (b) => b.status === 'UPLOADED' || b.status === 'PARSING');
  if (!batch) return null;
  if (batch.status === 'UPLOADED') {
    batch.phase = 'PARSE';
    await moveImport(tx, batch, 'parse');
  }
  return { batch, maxRows: tx.settings.importMaxRows };
}

async function endParsing(
  tx: Transaction,
  importId: string,
  mapping: ImportMapping,
  { table, total, preview }: Survey,
): Promise<void> {
  const batch = await lockImport(tx, importId, (b) => b.status === 'PARSING');
  if (!batch) return;
  const isCertain = unmappedFields(mapping).length === 0;
  Object.assign(batch, {
    sheet: table.sheet,
    headerRow: table.headerRow,
    mapping,
    preview,
    total,
    done: 0,
    phase: isCertain ? 'VALIDATE' : null,
    revision: batch.revision + 1,
  });
  await moveImport(tx, batch, isCertain ? 'validate' : 'map');
  if (isCertain) {
    const { revision, enterpriseId: tenantId } = batch;
    tx.emit(buildJob('import.validate', { importId, revision, tenantId }));
  }
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

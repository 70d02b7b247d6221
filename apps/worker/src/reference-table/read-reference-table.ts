import { AttachmentEntity, ReferenceTableEntity, systemContext, type Transaction } from '@quanheng/database';
import {
  CATALOGUE_COLUMNS,
  DomainError,
  MAX_TABLE_PROBLEMS,
  next,
  readCatalogueTable,
  readRegionTable,
  referenceTableWorkflow,
  REGION_COLUMNS,
  type ReferenceKind,
  type TableReading,
} from '@quanheng/domain';
import { readReferenceSheet } from '@quanheng/spreadsheets';
import type { LongJobRun, LongJobRunner } from '../long-job/long-job-runner.js';
import type { WorkerServices } from '../services.js';

type Run = LongJobRun<'reference-table.read'>;

/** Reads an uploaded table of reference data: its rows and all that is wrong with them, by cell. */
export const readReferenceTable: LongJobRunner<'reference-table.read'> = async (services, run) => {
  const table = await findTable(services, run);
  if (table.status !== 'READING') return {};
  await run.progress('READ', 0, 1);
  try {
    const { rows, problems } = await readFile(services, run, table);
    await end(services, run, 'finish', {
      rows: rows as object[],
      rowCount: rows.length,
      problems: problems.slice(0, MAX_TABLE_PROBLEMS),
      problemCount: problems.length,
    });
    return { counts: { lines: rows.length, problems: problems.length } };
  } catch (error) {
    if (error instanceof DomainError)
      await end(services, run, 'fail', { errorCode: error.code, errorDetails: error.details });
    throw error;
  }
};

function findTable({ database }: WorkerServices, { context, params }: Run): Promise<ReferenceTableEntity> {
  return database.read(context, async (tx) => {
    const table = await tx.manager.findOneBy(ReferenceTableEntity, { id: params.tableId });
    if (!table) throw new DomainError('record.not-found', { id: params.tableId });
    return table;
  });
}

async function readFile(
  { database, storage }: WorkerServices,
  { context }: Run,
  { attachmentId, kind }: ReferenceTableEntity,
): Promise<TableReading<object>> {
  const file = await database.read(context, (tx) =>
    tx.manager.findOneByOrFail(AttachmentEntity, { id: attachmentId }),
  );
  const bytes = await storage.getBytes(file.storageKey, { encrypted: file.encrypted });
  return READERS[kind](bytes);
}

const READERS: Record<ReferenceKind, (bytes: Buffer) => Promise<TableReading<object>>> = {
  CATALOGUE: async (bytes) => readCatalogueTable((await readReferenceSheet(bytes, CATALOGUE_COLUMNS)).rows),
  REGIONS: async (bytes) => readRegionTable((await readReferenceSheet(bytes, REGION_COLUMNS)).rows),
};

/** What was thrown away meanwhile stays so. */
function end(
  { database }: WorkerServices,
  { params }: Run,
  action: 'finish' | 'fail',
  result: Partial<ReferenceTableEntity>,
): Promise<void> {
  return database.write(systemContext(), async (tx: Transaction) => {
    const row = await tx.manager.findOne(ReferenceTableEntity, {
      where: { id: params.tableId },
      lock: { mode: 'pessimistic_write' },
    });
    if (row?.status !== 'READING') return;
    Object.assign(row, result, { status: next(referenceTableWorkflow, row.status, action, ['SYSTEM']) });
    await tx.manager.save(row);
  });
}

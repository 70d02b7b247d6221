import type { BatchRecordDto, BulkResultDto } from '../../app/client';

/** An instrument of a batch and how far it is. */
export interface BatchRow {
  readonly id: string;
  version: number;
  done: boolean;
  /** Why the server refused it the last time. */
  refusal: string;
}

export interface BatchServer {
  record(body: BatchRecordDto): Promise<BulkResultDto>;
  submit(items: { id: string; version: number }[]): Promise<BulkResultDto>;
  textOf(result: BulkResultDto['results'][number]): string;
}

/** So many that an answer comes within a second. */
export const BATCH_CHUNK = 50;

/**
 * Records what is not done yet, chunk by chunk, and hands it over where that is wanted. Each row keeps its own refusal;
 * what went through isn't sent again, also when a later chunk does not arrive.
 */
export async function sendBatch(
  rows: readonly BatchRow[],
  { record, exceptions = [], handOver }: Omit<BatchRecordDto, 'items'> & { handOver: boolean },
  server: BatchServer,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const open = rows.filter(({ done }) => !done);
  for (let from = 0; from < open.length; from += BATCH_CHUNK) {
    progress(from, open.length);
    const chunk = open.slice(from, from + BATCH_CHUNK);
    const own = exceptions.filter(({ id }) => chunk.some((row) => row.id === id));
    const recorded = take(
      chunk,
      await server.record({ items: idsOf(chunk), record, exceptions: own }),
      server,
    );
    const submitted =
      handOver && recorded.length ? take(recorded, await server.submit(idsOf(recorded)), server) : recorded;
    for (const row of submitted) row.done = true;
  }
  progress(open.length, open.length);
}

const idsOf = (rows: readonly BatchRow[]) => rows.map(({ id, version }) => ({ id, version }));

/** Those that went through, in their new version. */
function take(rows: readonly BatchRow[], { results }: BulkResultDto, server: BatchServer): BatchRow[] {
  return rows.filter((row) => {
    const result = results.find(({ id }) => id === row.id);
    row.refusal = result?.ok ? '' : result ? server.textOf(result) : '';
    if (result?.ok) row.version = result.version ?? row.version;
    return result?.ok;
  });
}

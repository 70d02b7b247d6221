import { createHash } from 'node:crypto';
import { systemContext, type BrokenLink, type Database } from '@quanheng/database';

/** Events a transaction: some 200 ms, far from the limit of a statement. */
const SEGMENT = 20_000;
/** Enough to show what happened; a log that was made anew as a whole would have millions. */
const MAX_BROKEN = 10_000;

export interface ChainReport {
  readonly chains: number;
  readonly events: number;
  readonly broken: BrokenLink[];
  readonly digest: string;
}

interface Head {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string | null;
}

/** Runs through one chain, or all where `chain` is null: does each event follow from the one before, and is none missing? */
export async function checkChains(
  database: Database,
  chain: string | null,
  signal: AbortSignal,
): Promise<ChainReport> {
  const heads = await database.read(systemContext(), (tx) =>
    tx.query<Head>('SELECT chain, seq, hash FROM audit_heads($1)', [chain]),
  );
  const digest = createHash('sha256');
  const broken: BrokenLink[] = [];
  let events = 0;
  for (const head of heads) {
    signal.throwIfAborted();
    const part = await checkChain(database, head, signal);
    events += part.events;
    broken.push(...part.broken.slice(0, MAX_BROKEN - broken.length));
    digest.update(`${head.chain} ${head.seq} ${head.hash}\n`);
  }
  return { chains: heads.length, events, broken, digest: digest.digest('hex') };
}

interface Segment {
  readonly events: number;
  readonly last_seq: number | null;
  readonly last_hash: string | null;
  readonly broken: (string | number)[];
}

async function checkChain(database: Database, head: Head, signal: AbortSignal) {
  const broken: BrokenLink[] = [];
  let [events, after, lastHash] = [0, 0, '' as string | null];
  for (;;) {
    signal.throwIfAborted();
    // Events written since the heads were read are the next run's.
    const size = head.hash === null ? SEGMENT : Math.min(SEGMENT, head.seq - after);
    if (size <= 0) break;
    const segment = await readSegment(database, head.chain, after, size);
    if (!segment || segment.last_seq === null) break;
    events += segment.events;
    broken.push(...segment.broken.map((seq) => ({ chain: head.chain, seq: Number(seq) })));
    [after, lastHash] = [segment.last_seq, segment.last_hash];
  }
  const isWhole = head.hash !== null && after === head.seq && lastHash === head.hash;
  if (!isWhole && broken.at(-1)?.seq !== after)
    broken.push({ chain: head.chain, seq: Math.max(after, head.seq) });
  return { events, broken };
}

async function readSegment(
  database: Database,
  chain: string,
  after: number,
  size: number,
): Promise<Segment | undefined> {
  const [segment] = await database.read(systemContext(), (tx) =>
    tx.query<Segment>('SELECT events, last_seq, last_hash, broken FROM check_audit_segment($1, $2, $3)', [
      chain,
      after,
      size,
    ]),
  );
  return segment;
}

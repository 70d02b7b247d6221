import { Agent, request as send, type RequestOptions } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export interface Call {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The next call to make; asked once a request. */
export type Calls = () => Call;

export interface Load {
  /** Requests that run at a time, each on a connection of its own. */
  readonly connections: number;
  readonly ms: number;
  /** Between two requests of a connection. */
  readonly thinkMs?: number;
}

export interface Measured {
  /** Answers a second. */
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
}

/** Answers the body. @throws Error for any status but 2xx: what failed was not work done. */
export function call({ url, method = 'GET', headers = {}, body }: Call, agent?: Agent): Promise<string> {
  const options: RequestOptions = { method, agent, headers: body ? { ...headers, ...sized(body) } : headers };
  return new Promise((resolve, reject) => {
    const outgoing = send(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isGood = (answer.statusCode ?? 500) < 300;
        if (isGood) resolve(text);
        else reject(new Error(`${method} ${url} answered ${answer.statusCode}: ${text.slice(0, 300)}`));
      });
      answer.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function sized(body: string): Record<string, string> {
  return { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
}

/** Keeps the connections busy for a while. */
export async function press(calls: Calls, { connections, ms, thinkMs = 0 }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const began = performance.now();
  const until = began + ms;
  const work = async () => {
    while (performance.now() < until) {
      const start = performance.now();
      await call(calls(), agent);
      times.push(performance.now() - start);
      if (thinkMs > 0) await delay(thinkMs);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, work));
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - began) / 1000;
  return { rate: times.length / seconds, p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

export interface Compared {
  readonly floor: number;
  readonly ours: number;
  /** The median of the rounds' ratios: what slows the machine for a while slows both sides of a round. */
  readonly ratio: number;
}

const ROUNDS = 5;
const LOAD: Load = { connections: 32, ms: 2_000 };
const WARM_UP: Load = { connections: 32, ms: 1_000 };

/** Requests a second, both sides by turns. */
export async function compareRates(floor: Calls, ours: Calls): Promise<Compared> {
  for (const calls of [floor, ours]) await press(calls, WARM_UP);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = [await press(floor, LOAD), await press(ours, LOAD)];
    rounds.push({ floor: first.rate, ours: second.rate, ratio: first.rate / second.rate });
  }
  return mediansOf(rounds);
}

/** Milliseconds, both sides by turns. */
export async function compareTimes(
  floor: (round: number) => Promise<void>,
  ours: (round: number) => Promise<void>,
  rounds: number,
): Promise<Compared> {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const [first, second] = [await timed(() => floor(round)), await timed(() => ours(round))];
    times.push({ floor: first, ours: second, ratio: second / first });
  }
  return mediansOf(times);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function mediansOf(rounds: readonly Compared[]): Compared {
  return {
    floor: median(rounds.map(({ floor }) => floor)),
    ours: median(rounds.map(({ ours }) => ours)),
    ratio: median(rounds.map(({ ratio }) => ratio)),
  };
}

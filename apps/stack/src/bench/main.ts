import { rmSync } from 'node:fs';
import { freePort } from '@quanheng/database';
import { say } from '../announce.js';
import { readConfig, type StackConfig } from '../config.js';
import type { PartList } from '../part-list.js';
import { startPostgres } from '../postgres.js';
import { runParts, type Interruption } from '../run-parts.js';
import { readSecrets } from '../secrets.js';
import { benchCreate } from './create.js';
import { benchFirstVisit } from './first-visit.js';
import { benchImports } from './imports.js';
import { benchPapers } from './papers.js';
import { benchGrowth, benchReads } from './reads.js';
import { benchReminders } from './reminders.js';
import { Results } from './results.js';
import { openSite, type Ground, type Site } from './site.js';

const SMALL = 10_000;
const LARGE = Number(process.env['BENCH_ROWS'] || 1_000_000);

/** The sites that the works ask for, opened when the first one does. */
class Sites {
  private readonly opened = new Map<string, Promise<Site>>();

  constructor(private readonly ground: Ground) {}

  small = () => this.open('bench_small', SMALL);
  large = () => this.open('bench_large', LARGE);

  private open(name: string, rows: number): Promise<Site> {
    const known = this.opened.get(name);
    if (known) return known;
    say(`Filling a ledger with ${rows.toLocaleString('en')} instruments ...`);
    const site = openSite(this.ground, name, rows);
    this.opened.set(name, site);
    return site;
  }

  async close(): Promise<void> {
    for (const site of this.opened.values()) await (await site).admin.end();
  }
}

type Work = (sites: Sites, results: Results) => Promise<void>;

/** In the order in which they run: what fills the ledger comes after what reads it. */
const WORKS: Record<string, Work> = {
  P1: async (sites, results) => {
    await benchReads(await sites.small(), results);
    await benchReads(await sites.large(), results);
  },
  P7: async (sites, results) => benchGrowth(await sites.small(), await sites.large(), results),
  P5: async (sites, results) => benchCreate(await sites.large(), results),
  P3: async (_sites, results) => benchPapers(results),
  P4: async (sites, results) => benchReminders(await sites.large(), results),
  P2: async (sites, results) => benchImports(await sites.large(), results),
  P6: async (sites, results) => benchFirstVisit(await sites.small(), results),
};

/**
 * `npm run bench`: floor and product by turns, on data of its own in the folder `bench` of the data folder, which is
 * removed at the end. Answers the exit code.
 */
export async function bench(root: string, wanted: string[], interruption: Interruption): Promise<number> {
  const unknown = wanted.filter((id) => !(id in WORKS));
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}; there are ${Object.keys(WORKS).join(', ')}.`);
    return 1;
  }
  const results = new Results(readConfig(root, process.env).dataDir);
  const env = { ...process.env, DATA_DIR: results.folder, PORT: String(await freePort()), HOST: '' };
  rmSync(results.folder, { recursive: true, force: true });
  const code = await runParts(root, interruption, (...ground) => run(wanted, results, ...ground), env);
  // The logs of a run that failed say why.
  if (code === 0) rmSync(results.folder, { recursive: true, force: true });
  return code;
}

async function run(
  wanted: readonly string[],
  results: Results,
  config: StackConfig,
  parts: PartList,
  stop: AbortSignal,
): Promise<void> {
  const secrets = readSecrets(config.dataDir);
  const { serverUrl } = await startPostgres(config, secrets, (part) => parts.add(part));
  const sites = new Sites({ config, secrets, parts, serverUrl, stop });
  for (const [id, work] of Object.entries(WORKS)) {
    if (wanted.length > 0 && !wanted.includes(id)) continue;
    stop.throwIfAborted();
    await work(sites, results);
  }
  await sites.close();
  say(`Written to ${results.file}`);
}

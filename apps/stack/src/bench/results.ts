import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../announce.js';

/** One work of `performance.md`, measured. `ratio` above 1 means slower than the floor. */
export interface BenchResult {
  readonly id: string;
  readonly work: string;
  /** Null where there is none to compare with; for growth the small database's figure. */
  readonly floor: number | null;
  readonly ours: number;
  readonly unit: string;
  readonly ratio: number | null;
  readonly peakMiB: number | null;
}

type NewResult = Omit<BenchResult, 'peakMiB'> & { readonly peakMiB?: number };

/** Says each result as it comes, and keeps them all in `bench-results.json` of the data folder. */
export class Results {
  private readonly results: BenchResult[] = [];

  constructor(private readonly dataDir: string) {}

  /** Of the benchmark's own data, which are gone at the end. */
  get folder(): string {
    return join(this.dataDir, 'bench');
  }

  get file(): string {
    return join(this.dataDir, 'bench-results.json');
  }

  add({ peakMiB, ...result }: NewResult): void {
    const kept: BenchResult = {
      ...result,
      floor: result.floor === null ? null : rounded(result.floor),
      ours: rounded(result.ours),
      ratio: result.ratio === null ? null : rounded(result.ratio),
      peakMiB: peakMiB === undefined ? null : Math.round(peakMiB),
    };
    this.results.push(kept);
    say(lineOf(kept));
    writeFileSync(this.file, `${JSON.stringify(this.results, null, 2)}\n`);
  }
}

function lineOf({ id, work, floor, ours, unit, ratio, peakMiB }: BenchResult): string {
  const compared = floor === null ? '' : `floor ${floor.toLocaleString('en')} ${unit}, `;
  const figure = ratio === null ? '' : ` → ${ratio.toFixed(2)}×`;
  const memory = peakMiB === null ? '' : `, peak ${peakMiB} MiB`;
  return `${id}  ${work}: ${compared}ours ${ours.toLocaleString('en')} ${unit}${figure}${memory}`;
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

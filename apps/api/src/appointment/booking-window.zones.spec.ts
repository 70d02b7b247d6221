import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';

// The rule in processes of their own, each under another TZ: the same answers at every edge (`domain.md`, Time).
const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York'];

interface Edge {
  readonly at: string;
  readonly facts: object;
  readonly bookable: boolean;
}
const never = { validUntil: null, filedOn: '2026-11-03' };
const until = (validUntil: string) => ({ filedOn: '2025-01-01', validUntil });
const edge = (at: string, facts: object, bookable: boolean): Edge => ({ at: `${at}+08:00`, facts, bookable });

const EDGES: readonly Edge[] = [
  // Ten days after the approval: the 10th and the 11th day.
  edge('2026-11-03T00:00:00', never, true),
  edge('2026-11-13T23:59:59', never, true),
  edge('2026-11-14T00:00:00', never, false),
  // One month before 31 March, in a common year and in a leap year.
  edge('2027-02-27T23:59:59', until('2027-03-31'), false),
  edge('2027-02-28T00:00:00', until('2027-03-31'), true),
  edge('2028-02-28T23:59:59', until('2028-03-31'), false),
  edge('2028-02-29T00:00:00', until('2028-03-31'), true),
  // 29 February itself.
  edge('2028-01-28T23:59:59', until('2028-02-29'), false),
  edge('2028-01-29T00:00:00', until('2028-02-29'), true),
  edge('2028-02-29T23:59:59', until('2028-02-29'), true),
  edge('2028-03-01T00:00:00', until('2028-02-29'), false),
  // validUntil itself and the day after.
  edge('2027-03-31T00:00:00', until('2027-03-31'), true),
  edge('2027-03-31T23:59:59', until('2027-03-31'), true),
  edge('2027-04-01T00:00:00', until('2027-03-31'), false),
  // Over the turn of the year.
  edge('2026-12-14T23:59:59', until('2027-01-15'), false),
  edge('2026-12-15T00:00:00', until('2027-01-15'), true),
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quanheng-zones-'));
  buildSync({
    stdin: {
      contents: `
        import { bookingWindow, DEFAULT_SETTINGS, toBusinessDate } from '@quanheng/domain';
        const rest = { lifecycle: 'ACTIVE', lapsedOn: null, failed: false, endedWithoutResultOn: null,
          verifiedForGood: false, inOpenAppointment: false };
        const edges = JSON.parse(process.argv[2]);
        const answers = edges.map(({ at, facts }) => {
          const today = toBusinessDate(new Date(at));
          return { today, ...bookingWindow({ ...rest, ...facts }, today, DEFAULT_SETTINGS) };
        });
        console.log(JSON.stringify({ offset: new Date('2027-01-01T00:00:00Z').getTimezoneOffset(), answers }));`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    conditions: ['@quanheng/source'],
    platform: 'node',
    format: 'esm',
    outfile: join(folder, 'rule.mjs'),
  });
  writeFileSync(join(folder, 'package.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function answersUnder(zone: string): { offset: number; answers: { bookable: boolean }[] } {
  const printed = execFileSync(process.execPath, [join(folder, 'rule.mjs'), JSON.stringify(EDGES)], {
    env: { TZ: zone, PATH: process.env['PATH'] },
    encoding: 'utf8',
  });
  return JSON.parse(printed);
}

it('gives the same answers under every time zone of the process', () => {
  const all = ZONES.map(answersUnder);
  // Proof that the processes did run under different zones.
  expect(all.map(({ offset }) => offset)).toEqual([0, -480, 300]);
  for (const { answers } of all) {
    expect(answers).toEqual(all[0]?.answers);
    expect(answers.map(({ bookable }, index) => [EDGES[index]?.at, bookable])).toEqual(
      EDGES.map(({ at, bookable }) => [at, bookable]),
    );
  }
});

import { createRenderer, type Paper } from '@quanheng/documents';
import { aCertificate, anAppointmentForm } from '@quanheng/documents/testing';
import { openShell, type Shell } from './floor/shell.js';
import { mediansOf, timed } from './load.js';
import type { Results } from './results.js';

const PAGES = 2;
const ROUNDS = 4;
const MS = 3_000;

/** P3: papers a second, two pages kept, against the shell alone that prints the same markup from kept pages. */
export async function benchPapers(results: Results): Promise<void> {
  const renderer = createRenderer({ concurrency: PAGES });
  const shell = await openShell(PAGES);
  try {
    for (const [work, paper] of [
      ['appointment form', anAppointmentForm(8)],
      ['certificate', aCertificate()],
    ] as const) {
      const compared = await compare(shell, paper, () => renderer.render(paper));
      results.add({ id: 'P3', work, ...compared, unit: 'PDF/s' });
    }
    const long = anAppointmentForm(500);
    await renderer.render(long);
    const ours = await timed(() => renderer.render(long));
    results.add({
      id: 'P3',
      work: 'appointment form of 500 items',
      floor: null,
      ours,
      unit: 'ms',
      ratio: null,
    });
  } finally {
    await shell.close();
    await renderer.close();
  }
}

async function compare(shell: Shell, paper: Paper, ours: () => Promise<unknown>) {
  const floor = () => shell.print(paper);
  for (const side of [floor, ours]) await rateOf(side);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [first, second] = [await rateOf(floor), await rateOf(ours)];
    rounds.push({ floor: first, ours: second, ratio: first / second });
  }
  return mediansOf(rounds);
}

async function rateOf(print: () => Promise<unknown>): Promise<number> {
  let printed = 0;
  const began = performance.now();
  const work = async () => {
    while (performance.now() - began < MS) {
      await print();
      printed += 1;
    }
  };
  await Promise.all(Array.from({ length: PAGES }, work));
  return printed / ((performance.now() - began) / 1000);
}

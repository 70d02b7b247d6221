import { rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { openApi } from '../client/person.js';
import { resetClock, setStage } from './cast.js';
import { printedJournal } from './journal.js';
import { aNewcomer } from './newcomer.js';
import { STORY } from './story.js';
import { beginTale } from './tale.js';

const OUTPUT = resolve(import.meta.dirname, '../../story-output');

/** `npm run story`: plays the story against a running instance; what the demo's clock showed before comes back. */
async function tell(baseUrl: string): Promise<void> {
  await rm(OUTPUT, { recursive: true, force: true });
  const journal = printedJournal(OUTPUT);
  const stage = await setStage(await openApi(baseUrl), journal);
  journal.say(`${stage.institution.name} at ${baseUrl}`);
  const tale = beginTale(stage, aNewcomer());
  try {
    for (const [index, { title, play }] of STORY.entries()) {
      journal.step(`${index + 1}. ${title}`);
      await play(tale);
    }
  } finally {
    await resetClock(stage);
  }
  journal.step(`The papers are in ${relative(process.cwd(), OUTPUT)}`);
}

const baseUrl = (process.env['BASE_URL'] || 'http://127.0.0.1:3000').replace(/\/$/, '');
tell(baseUrl).catch((error: unknown) => {
  const { cause } = error as { cause?: { code?: string } };
  const isAway = cause?.code === 'ECONNREFUSED';
  console.error(isAway ? `Nothing answers at ${baseUrl}: run npm start first, or set BASE_URL.` : error);
  process.exitCode = 1;
});

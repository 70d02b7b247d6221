import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openApi } from '../client/person.js';
import { openMailbox, type Mailbox } from '../instance/mailbox.js';
import { startInstance, type Instance } from '../instance/start-instance.js';
import { setStage } from '../story/cast.js';
import { silentJournal } from '../story/journal.js';
import { aNewcomer } from '../story/newcomer.js';
import { STORY } from '../story/story.js';
import { beginTale, type Tale } from '../story/tale.js';

// Real: API, worker, PostgreSQL, storage, Chromium, SMTP, each in its own process; nothing stands in for anything. Every
// answer is checked against the OpenAPI document. What a chapter asserts stands in story/chapters.ts.
jest.setTimeout(180_000);

let instance: Instance;
let mailbox: Mailbox;
let tale: Tale;
let unfinished: string | undefined;

beforeAll(async () => {
  mailbox = await openMailbox();
  instance = await startInstance({ smtpUrl: mailbox.url });
  const stage = await setStage(await openApi(instance.baseUrl), silentJournal);
  tale = beginTale(stage, aNewcomer(), (address) => mailbox.to(address).map(({ subject }) => subject ?? ''));
});

afterAll(async () => {
  await instance?.stop();
  await mailbox?.close();
});

describe('a whole cycle, from an unknown enterprise to the next booking', () => {
  for (const { title, play } of STORY) {
    it(title, async () => {
      if (unfinished) throw new Error(`“${unfinished}” failed: there is nothing to go on from`);
      unfinished = title;
      await play(tale);
      unfinished = undefined;
    });
  }

  // quality.md S12; what each door of the API leaves behind is no-personal-data.medium.spec.
  it.each(['api', 'worker'] as const)('leaves nothing of a person in the log of %s', async (part) => {
    const log = await instance.log(part);
    expect(log).toContain(part === 'worker' ? 'import.validate' : '/registrations');
    const { password, email, mobile, legalRepresentativeIdNumber, agentIdNumber } = tale.newcomer;
    const marks = [password, email, mobile, legalRepresentativeIdNumber, agentIdNumber];
    expect(marks.filter((mark) => log.includes(mark))).toEqual([]);
  });
});

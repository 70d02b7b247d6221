import { expect, test, type Browser } from '@playwright/test';
import { taskDecide, taskFind, taskHistory, type TaskRowDto } from '@quanheng/api-client';
import { answer, once, openApi, type Person } from '../client/person.js';
import { book } from '../story/book.js';
import { moveClockTo, setStage, type Stage } from '../story/cast.js';
import { confirm } from '../story/confirm.js';
import { approveAll, file } from '../story/file.js';
import { addByHand, anInstrument } from '../story/import-instruments.js';
import { silentJournal } from '../story/journal.js';
import { aNewcomer } from '../story/newcomer.js';
import { enrol } from '../story/one-instrument.js';
import { receive } from '../story/receive.js';
import { fillRecord } from './institution.js';
import { DEMO_PASSWORD, Traveller } from './traveller.js';

// Real: everything, and a headless Chromium as wide as a phone, whose network is taken away. A visit with two
// instruments, and a task in hand that is handed out anew while the verifier is away (domain.md section 7).
const VERIFIER = 'jianding';
const newcomer = aNewcomer();

test('records on site without a network; everything is sent once, after an expired session too', async ({
  browser,
}) => {
  const stage = await setStage(await openApi(process.env['JOURNEY_URL'] ?? ''), silentJournal);
  const { inHand, visit } = await aDayAway(stage);
  const phone = await onTheRoad(browser, visit);
  const { page } = phone;

  await phone.click('登记到场 2 台');
  await page.getByRole('link', { name: new RegExp(`${newcomer.mark}A`) }).click();
  await fillRecord(phone);
  await phone.click('提交核验');
  await expect(page.getByText('未发送 2 项', { exact: false })).toBeVisible();
  // Half typed when the page is closed.
  await page
    .getByRole('link', { name: new RegExp(`${newcomer.mark}B`) })
    .first()
    .click();
  await phone.fillFields({ temperature: '21.0 ℃' });
  await expect(async () => expect(await storedDrafts(phone)).toContain('21.0 ℃')).toPass();
  await page.reload();
  await expect(phone.field('temperature')).toHaveValue('21.0 ℃');
  await fillRecord(phone);
  await phone.click('提交核验');
  await page
    .getByRole('link', { name: new RegExp(`${newcomer.mark}C`) })
    .first()
    .click();
  await fillRecord(phone);
  await phone.click('提交核验');
  await expect(page.getByText('未发送 4 项', { exact: false })).toBeVisible();

  await handOutAnew(stage, inHand);
  await page.context().clearCookies();
  await page.reload();
  await page.context().setOffline(false);
  await expect(page).toHaveURL(/login|\/\?/);
  await page.locator('#login-name').fill(VERIFIER);
  await page.locator('#login-password').fill(DEMO_PASSWORD);
  await phone.click('登录');
  await expect(page).toHaveURL(/on-site$/);

  // What somebody else changed meanwhile is shown beside one's own; the rest has gone.
  await expect(page.getByRole('table', { name: /离线时有了变化/ })).toBeVisible();
  await expect(page.getByText('未发送 1 项', { exact: false })).toBeVisible();
  await phone.look('on-site-conflict');
  await phone.click('用本机的覆盖');
  await expect(page.getByText('已全部发送')).toBeVisible();
  await phone.close();

  const tasks = await tasksOfNewcomer(stage.cast.verifier);
  expect(tasks.map(({ status }) => status)).toEqual(['TO_CHECK', 'TO_CHECK', 'TO_CHECK']);
  for (const { id } of tasks) {
    const { items } = await answer(taskHistory({ client: stage.cast.verifier.client, path: { id } }));
    const sent = items.map(({ action }) => action).filter((action) => /record|submit/.test(action));
    expect(sent.sort()).toEqual(['task.record', 'task.submit']);
  }
});

/** One instrument received and in the verifier's hands, two to be visited today. */
async function aDayAway(stage: Stage): Promise<{ inHand: TaskRowDto; visit: string }> {
  const clerk = await enrol(stage, newcomer);
  const add = (mark: string, verificationMode: 'BRING_IN' | 'ON_SITE') =>
    addByHand(stage, clerk, { ...anInstrument(`${newcomer.mark}${mark}`), verificationMode });
  const brought = await add('C', 'BRING_IN');
  const there = [await add('A', 'ON_SITE'), await add('B', 'ON_SITE')].map(({ id }) => id);
  await approveAll(stage, await file(stage, clerk, [brought.id, ...there]));
  const [bringIn] = await book(stage, clerk, [brought.id]);
  const form = await confirm(stage, bringIn!);
  await moveClockTo(stage, form.date);
  await receive(stage, stage.cast.counter, form.caseNumber);
  const [inHand] = await tasksOfNewcomer(stage.cast.verifier);
  await assign(stage, inHand!);
  const [onSite] = await book(stage, clerk, there);
  const visit = await confirm(stage, onSite!);
  await moveClockTo(stage, visit.date);
  return { inHand: inHand!, visit: visit.caseNumber };
}

async function tasksOfNewcomer({ client }: Person): Promise<TaskRowDto[]> {
  return (await answer(taskFind({ client, query: { q: newcomer.mark } }))).items;
}

async function assign({ cast }: Stage, { id, version }: TaskRowDto): Promise<void> {
  const body = { action: 'assign' as const, items: [{ id, version }], verifierId: cast.verifier.account?.id };
  const { results } = await answer(taskDecide({ client: cast.scheduler.client, headers: once(), body }));
  expect(results.map(({ ok }) => ok)).toEqual([true]);
}

/** Handed out once more while the verifier is away: what he recorded stands on a version that is gone. */
async function handOutAnew(stage: Stage, { id }: TaskRowDto): Promise<void> {
  const before = (await tasksOfNewcomer(stage.cast.verifier)).find((task) => task.id === id);
  await assign(stage, before!);
}

/** The page was opened once with a network; then it is taken away, and the page opened again. */
async function onTheRoad(browser: Browser, visit: string): Promise<Traveller> {
  const phone = await Traveller.at(browser, { width: 390, height: 844 });
  await phone.signIn(VERIFIER);
  const { page } = phone;
  await page.goto('/s/tasks/on-site');
  await expect(page.getByText(visit)).toBeVisible();
  await phone.look('on-site');
  const kept = () => page.evaluate(async () => (await (await caches.open('quanheng-on-site')).keys()).length);
  await expect.poll(kept).toBeGreaterThan(10);
  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByText(visit)).toBeVisible();
  return phone;
}

/** What the device itself holds. */
const storedDrafts = ({ page }: Traveller) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('keyval-store');
        opening.onerror = () => reject(opening.error ?? new Error('closed'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('keyval').objectStore('keyval').getAll();
          all.onsuccess = () => resolve(JSON.stringify(all.result));
        };
      }),
  );

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { appointmentFind } from '@quanheng/api-client';
import { PNG } from 'pngjs';
import { answer, openApi } from '../client/person.js';
import { readPdf } from '../papers/read-pdf.js';
import { moveClockTo, setStage } from '../story/cast.js';
import { silentJournal } from '../story/journal.js';
import { ledgerRows } from '../story/ledger-rows.js';
import { aNewcomer } from '../story/newcomer.js';
import { bookAllDue, confirmBooking, importAndFile, printForm, reviewFiling } from './enterprise.js';
import { checkAll, issueAll, receiveAtCounter, revokeCertificate, verifyTogether } from './institution.js';
import { registerByClicking, reviewByClicking } from './registration.js';
import { Traveller } from './traveller.js';

// Real: everything, and a headless Chromium in front of it. The main line of the story, by clicking. Only the demo's
// clock is moved by its API: the booked day has to come.
const COUNT = 6;
const newcomer = aNewcomer();
let folder: string;

test.beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'quanheng-journey-'))));
test.afterAll(() => rm(folder, { recursive: true, force: true }));
test.describe.configure({ mode: 'serial' });

test('an enterprise registers, is returned once and approved', async ({ browser }) => {
  const scan = join(folder, 'scan.png');
  const picture = new PNG({ width: 320, height: 240 });
  picture.data.fill(0xee);
  await writeFile(scan, PNG.sync.write(picture));
  const registrant = await registerByClicking(browser, newcomer, scan);
  await reviewByClicking(browser, registrant, newcomer);
});

let formNumber: string;

test('imports, files, books and prints, each in two clicks', async ({ browser }) => {
  const clerk = await Traveller.signedIn(browser, newcomer.loginName, newcomer.password);
  const rows = ledgerRows(newcomer.mark, '2026-11-23').slice(0, COUNT);
  await importAndFile(clerk, rows, folder);
  await reviewFiling(browser, newcomer.enterpriseName, COUNT);
  await bookAllDue(clerk, COUNT);
  await confirmBooking(browser, newcomer.enterpriseName, COUNT);
  formNumber = await printForm(clerk);
  await clerk.close();
});

test('is received by one scan and two keys, verified, checked and signed', async ({ browser }) => {
  await theBookedDay();
  await receiveAtCounter(browser, formNumber, COUNT);
  await verifyTogether(browser, COUNT);
  await checkAll(browser, COUNT);
  await issueAll(browser, COUNT);
});

async function theBookedDay(): Promise<void> {
  const api = await openApi(process.env['JOURNEY_URL'] ?? '');
  const stage = await setStage(api, silentJournal);
  const { client } = await api.login(newcomer.loginName, newcomer.password);
  const { items } = await answer(appointmentFind({ client, query: { q: formNumber } }));
  await moveClockTo(stage, items[0]?.date ?? '');
}

test('downloads its certificate, which anybody can check, and sees it revoked', async ({ browser }) => {
  const clerk = await Traveller.signedIn(browser, newcomer.loginName, newcomer.password);
  await expect(async () => {
    await clerk.page.goto('/e/certificates');
    await expect(clerk.button('下载')).toHaveCount(COUNT, { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await clerk.look('certificates');
  const number = (await clerk.link(/^ZQ-/).textContent())?.trim() ?? '';
  await clerk.link(/^ZQ-/).click();
  await clerk.look('certificate');
  const saving = clerk.page.waitForEvent('download');
  await clerk.click('下载');
  const [paper] = await readPdf(await readFile(await (await saving).path()));
  expect(paper?.text).toContain(number);

  const visitor = await Traveller.at(browser);
  await visitor.page.goto('/verify');
  await visitor.look('verify');
  await visitor.page.goto(new URL(paper?.qr ?? '').pathname);
  await expect(visitor.page.getByRole('heading', { name: '证书真实有效' })).toBeVisible();
  await visitor.look('verify-genuine');
  await revokeCertificate(browser, number);
  await visitor.page.reload();
  await expect(visitor.page.getByRole('heading', { name: '证书已作废' })).toBeVisible();
  await visitor.look('verify-revoked');
  await clerk.menu('消息中心');
  await clerk.look('inbox');
});

import { expect, test } from '@playwright/test';
import { openApi } from '../client/person.js';
import { setStage } from '../story/cast.js';
import { silentJournal } from '../story/journal.js';
import { aNewcomer } from '../story/newcomer.js';
import { beginRegistration, fillIn, handInScans, submit } from '../story/register.js';
import { Traveller } from './traveller.js';

// Real: everything, and a headless Chromium in front of it. Registrations arrive through the API; each is decided by one
// key, and the next one is there (ux.md T6). What two hundred do to the queue is shown by the API's own spec.
const WAITING = 20;

test('twenty registrations are worked through at one key per decision', async ({ browser }) => {
  const stage = await setStage(await openApi(process.env['JOURNEY_URL'] ?? ''), silentJournal);
  const newcomers = Array.from({ length: WAITING }, aNewcomer);
  for (const newcomer of newcomers) {
    const registrant = await beginRegistration(stage, newcomer);
    await fillIn(stage, registrant, newcomer);
    await handInScans(registrant);
    await submit(stage, registrant);
  }
  const reviewer = await Traveller.signedIn(browser, 'shenhe');
  await reviewer.page.goto('/s/registrations');
  await reviewer.click('从最早的开始审核');
  const { page } = reviewer;
  const approve = page.getByRole('button', { name: '通过', exact: true });

  // Turned off, a single key does nothing.
  await expect(page.getByRole('heading', { name: newcomers[0]!.enterpriseName })).toBeVisible();
  await expect(approve).toBeEnabled();
  await page.getByText('启用快捷键').click();
  await page.keyboard.press('a');
  await page.getByText('启用快捷键').click();
  await page.getByRole('heading', { level: 1 }).click(); // leaves the box, where a key is typing

  reviewer.startCounting();
  for (const { enterpriseName } of newcomers) {
    await expect(page.getByRole('heading', { name: enterpriseName })).toBeVisible();
    await expect(approve).toBeEnabled();
    await reviewer.press('a');
  }
  reviewer.expectClicks(WAITING);
  await expect(page).toHaveURL(/\/s\/registrations(\?|$)/);
  await expect(page.getByText('没有“待审核”的注册申请')).toBeVisible();
  await reviewer.close();
});

import { expect, test, type Browser } from '@playwright/test';
import { openApi } from '../client/person.js';
import { setStage } from '../story/cast.js';
import { anInstrument } from '../story/import-instruments.js';
import { silentJournal } from '../story/journal.js';
import { aNewcomer, type Newcomer } from '../story/newcomer.js';
import { enrol } from '../story/one-instrument.js';
import { Traveller } from './traveller.js';

// Real: everything, and a headless Chromium for each of three people of the institution. An enterprise that is registered
// and nothing more stands at the counter with an instrument and leaves with a receipt (domain.md section 7).

test('an enterprise walks in with an unfiled instrument and leaves with a receipt', async ({ browser }) => {
  const stage = await setStage(await openApi(process.env['JOURNEY_URL'] ?? ''), silentJournal);
  const newcomer = aNewcomer();
  await enrol(stage, newcomer);
  const desk = await Traveller.signedIn(browser, 'qiantai');
  const { page } = desk;
  await begin(desk, newcomer);
  await addInstrument(desk, newcomer);

  // What was just added is chosen already: one key files it, once the customer has checked it.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toContainText('请 演示到场人 当面核对');
  await desk.click('已核对，提交备案 1 台');
  await expect(page.getByText(/1 台正在等审核员审核/)).toBeVisible();
  await desk.look('walk-in-filed');
  await decideAtOnce(browser, 'shenhe', '备案审核', newcomer, async (reviewer) => {
    await reviewer.click('通过核对无误的 1 台');
    await expect(reviewer.page.getByText('已通过 1 台').first()).toBeVisible();
  });

  // It shows at the desk by itself.
  await expect(desk.button('约检 1 台')).toBeVisible();
  await desk.click('约检 1 台');
  await page.locator('[data-field="contactPhone"] input').fill('13800000000');
  await desk.click('已确认，提交约检 1 台');
  const isLate = page.getByText(/今天已没有可约的时段/).first();
  const isBooked = page.getByText(/1 台正在等排期员确认/);
  await expect(isLate.or(isBooked)).toBeVisible();
  // After hours and on days off the next half-day is offered.
  if (await isLate.isVisible()) {
    await desk.click('已确认，提交约检 1 台');
  }
  await expect(isBooked).toBeVisible();
  await decideAtOnce(browser, 'diaodu', '约检确认', newcomer, async (scheduler) => {
    await scheduler.click('确认约检');
    await scheduler.click('确认 1 台');
    await expect(scheduler.page.getByText('已确认').first()).toBeVisible();
  });

  await expect(desk.button('去接收登记')).toBeVisible();
  await desk.look('walk-in-to-receive');
  await desk.click('去接收登记');
  await expect(page.getByText('应收 1 台').first()).toBeVisible();
  await page.keyboard.press('F9');
  await page.locator('#scan-box').focus();
  await page.keyboard.press('Enter');
  const registered = page.getByRole('heading', { name: /已登记，接收编号/ });
  const otherDay = page.getByRole('dialog').getByRole('button', { name: '登记 1 台' });
  await expect(registered.or(otherDay)).toBeVisible();
  if (await otherDay.isVisible()) await otherDay.click();
  await expect(registered).toBeVisible();
  await expect(desk.button('打印标签 1 张')).toBeVisible({ timeout: 60_000 });
  await desk.close();
});

/** Finds the enterprise, says who stands there and why. */
async function begin(desk: Traveller, { enterpriseName }: Newcomer): Promise<void> {
  const { page } = desk;
  await desk.menu('柜台代办');
  await expect(page.locator('#customer')).toBeFocused();
  await page.keyboard.type(enterpriseName);
  await expect(page.getByRole('button', { name: new RegExp(enterpriseName) })).toBeVisible();
  await desk.look('walk-in-customer-found');
  await page.locator('#customer').focus();
  await page.keyboard.press('Enter');
  await desk.click('开始代办');
  await expect(page.getByText('请填写到场人姓名').first()).toBeVisible();
  await desk.field('person').fill('演示到场人');
  await desk.click('器具未备案');
  await desk.look('walk-in-begin');
  await desk.click('开始代办');
  await expect(page.getByText('这家单位还没有器具')).toBeVisible();
  await desk.look('walk-in-empty');
}

async function addInstrument(desk: Traveller, { mark }: Newcomer): Promise<void> {
  const { name, model, serialNumber, manufacturer, measuringRange, accuracyClass, location } =
    anInstrument(mark);
  await desk.click(desk.button('登记器具').first());
  await desk.fillFields({
    ...{ name, model, serialNumber, manufacturer, measuringRange, accuracyClass },
    location: location ?? '',
  });
  await desk.click(/^91601 /);
  await desk.page.getByText('安全防护', { exact: true }).click();
  await desk.field('regionCode').click();
  await expect(desk.page.getByRole('option').first()).toBeVisible();
  await desk.field('regionCode').fill('441202');
  await desk.page.getByRole('option', { name: /441202/ }).click();
  await desk.click('登记 1 台');
  await expect(desk.page.getByText(serialNumber).first()).toBeVisible();
  await expect(desk.button('备案 1 台')).toBeVisible();
}

/** Whoever decides finds the customer on top of the queue. */
async function decideAtOnce(
  browser: Browser,
  loginName: string,
  menu: string,
  { enterpriseName }: Newcomer,
  decide: (who: Traveller) => Promise<void>,
): Promise<void> {
  const who = await Traveller.signedIn(browser, loginName);
  await who.menu(menu);
  const waiting = who.page.getByRole('region', { name: /柜台等候/ });
  await expect(waiting).toContainText(enterpriseName);
  await who.look(`at-counter-${loginName}`);
  await waiting.getByRole('listitem').filter({ hasText: enterpriseName }).getByRole('link').click();
  await expect(who.page).toHaveURL(/\/s\/\w+\/[0-9a-f-]{36}$/);
  await decide(who);
  await who.close();
}

import { expect, test, type Page } from '@playwright/test';
import { openApi } from '../client/person.js';
import { setStage } from '../story/cast.js';
import { silentJournal } from '../story/journal.js';
import { aNewcomer } from '../story/newcomer.js';
import { approve, beginRegistration, fillIn, handInScans, submit } from '../story/register.js';
import { Traveller } from './traveller.js';

// Real: everything but WeChat, which a local server plays: its page with the QR code and its exchange of the code.
const scan = (page: Page, who: string) => page.getByRole('link', { name: `${who}扫码确认` }).click();
const byWechat = (page: Page) => page.getByRole('button', { name: '微信登录' }).click();

test('WeChat is bound after approval, opens the account from then on, and no more when it is unbound', async ({
  browser,
}) => {
  const stage = await setStage(await openApi(process.env['JOURNEY_URL'] ?? ''), silentJournal);
  const newcomer = aNewcomer();
  const registrant = await beginRegistration(stage, newcomer);
  await fillIn(stage, registrant, newcomer);
  await handInScans(registrant);
  const submitted = await submit(stage, registrant);
  const traveller = await Traveller.at(browser);
  const { page } = traveller;

  await page.goto('/');
  await byWechat(page);
  await scan(page, '甲'); // bound to nobody yet
  await expect(page.getByRole('alert')).toContainText('尚未绑定');
  await traveller.look('wechat-not-bound');
  await page.getByRole('link', { name: '返回登录' }).click();

  await traveller.signIn(newcomer.loginName, newcomer.password);
  await expect(page.getByText('注册申请已提交').first()).toBeVisible();
  await expect(page.locator('iframe')).toHaveCount(0);
  await approve(stage, submitted, newcomer);
  await page.reload();
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: '使用微信扫一扫' })).toBeVisible();
  await traveller.look('wechat-binding');
  await frame.getByRole('link', { name: '甲扫码确认' }).click();
  await expect(page.getByText(/^已绑定（/)).toBeVisible();
  await traveller.look('wechat-bound');

  const elsewhere = await Traveller.at(browser);
  const other = elsewhere.page;
  await other.goto('/');
  await byWechat(other);
  await other.getByRole('link', { name: '拒绝' }).click();
  await expect(other.getByRole('heading', { name: '微信登录没有完成' })).toBeVisible();
  await elsewhere.look('wechat-denied');
  await other.goto('/wechat/sign-in?code=code-0&state=not-ours');
  await expect(other.getByRole('alert')).toBeVisible();
  // Neither the code nor the state stays in the address.
  await expect(other).toHaveURL(/\/wechat\/sign-in$/);
  await other.goto('/');
  await byWechat(other);
  await scan(other, '甲');
  await expect(other).toHaveURL(/\/e\/home/);

  await page.getByRole('button', { name: '解除绑定' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '解除绑定' }).click();
  await expect(page.getByRole('button', { name: '绑定微信' })).toBeVisible();
  await other.context().clearCookies();
  await other.goto('/');
  await byWechat(other);
  await scan(other, '甲');
  await expect(other.getByRole('alert')).toContainText('尚未绑定');
  await elsewhere.close();
  await traveller.close();
});

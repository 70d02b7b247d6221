import { expect, test } from '@playwright/test';
import { Traveller } from './traveller.js';

// Real: everything, and a headless Chromium in front of it. The demo's enterprise and its ledger.
test.describe.configure({ mode: 'serial' });

test('copies an instrument to fifty serial numbers in three clicks', async ({ browser }) => {
  const clerk = await Traveller.signedIn(browser, 'jingban');
  await clerk.menu('器具台账');
  const pattern = clerk.page.getByRole('table').getByRole('link').first();
  await expect(pattern).toBeVisible();
  clerk.startCounting();
  await clerk.click(pattern);
  await clerk.click('复制');
  const serials = clerk.page.getByRole('dialog').getByRole('textbox');
  await expect(serials).toBeVisible();
  await serials.fill('A001–A050');
  await clerk.click('保存 50 台');
  clerk.expectClicks(3);
  await expect(clerk.page.getByText('已新增 50 台').first()).toBeVisible();
  await clerk.page.goto('/e/instruments?q=a050');
  await expect(clerk.row('A050')).toHaveCount(1);
  await clerk.close();
});

test('changes a field of all that match, sees it done and sets it back', async ({ browser }) => {
  const clerk = await Traveller.signedIn(browser, 'jingban');
  await clerk.page.goto('/e/instruments?q=a0');
  await clerk.selectAll();
  await clerk.click('批量修改');
  await clerk.field('location').fill('演示二号站');
  await clerk.click(/^修改 \d+ 台$/);
  await expect(clerk.page.getByText(/^已修改 \d+ 台$/).first()).toBeVisible();
  await expect(clerk.page.getByRole('cell', { name: '演示二号站' }).first()).toBeVisible();
  await clerk.click('批量修改记录');
  await clerk.click('撤销这次修改');
  const asking = clerk.page.getByRole('dialog', { name: '撤销这次修改' });
  await asking.getByRole('button', { name: '撤销这次修改' }).click();
  await expect(clerk.page.getByRole('cell', { name: '演示二号站' })).toHaveCount(0, { timeout: 30_000 });
  await clerk.close();
});

test('shows both versions to the second of two who edit, and loses nothing', async ({ browser }) => {
  const [first, second] = [
    await Traveller.signedIn(browser, 'jingban'),
    await Traveller.signedIn(browser, 'qiye'),
  ];
  await first.page.goto('/e/instruments');
  await first.page.getByRole('table').getByRole('link').first().click();
  await expect(first.page.getByRole('button', { name: '复制' })).toBeVisible();
  const edit = `${new URL(first.page.url()).pathname}/edit`;
  for (const each of [first, second]) {
    await each.page.goto(edit);
    await expect(each.field('location')).not.toHaveValue('');
  }
  await first.fillFields({ location: '先保存的地点' });
  await first.click('保存');
  await expect(first.page).not.toHaveURL(/edit$/);
  await second.fillFields({ location: '后保存的地点', remark: '后保存的备注' });
  await second.click('保存');
  const dialog = second.page.getByRole('dialog');
  await expect(dialog.getByRole('rowheader', { name: '安装(使用)地点' })).toBeVisible();
  await expect(dialog.getByText('先保存的地点')).toBeVisible();
  await expect(dialog.getByText('后保存的地点')).toBeVisible();
  await dialog.getByRole('radio').nth(1).check();
  await second.click('按所选保存');
  await expect(second.page).not.toHaveURL(/edit$/);
  await expect(second.page.getByText('先保存的地点').first()).toBeVisible();
  await expect(second.page.getByText('后保存的备注').first()).toBeVisible();
  await Promise.all([first.close(), second.close()]);
});

test('takes stock on a phone, also without a network', async ({ browser }) => {
  const clerk = await Traveller.signedIn(browser, 'jingban');
  await clerk.page.setViewportSize({ width: 390, height: 844 });
  await clerk.page.goto('/e/stock-takes');
  await clerk.click('开始盘点');
  await clerk.click(/^盘点 [\d,]+ 台$/);
  await expect(clerk.page.getByRole('button', { name: '扫描标签' })).toBeVisible();
  const byHand = clerk.page.getByPlaceholder(/^手工输入/);
  await clerk.page.context().setOffline(true);
  await byHand.fill('A007');
  await byHand.press('Enter');
  await expect(clerk.page.getByText('1 条等待上传')).toBeVisible();
  await clerk.page.context().setOffline(false);
  await expect(clerk.page.getByText(/^已登记：.*A007$/).first()).toBeVisible();
  await byHand.fill('A007');
  await byHand.press('Enter');
  await expect(clerk.page.getByText(/^已经盘点过：/).first()).toBeVisible();
  await clerk.page.setViewportSize({ width: 1366, height: 768 });
  await clerk.look('stock-take');
  await clerk.page.goto('/e/instruments');
  await clerk.look('ledger-with-tools');
  await clerk.page.getByRole('table').getByRole('link').first().click();
  await expect(clerk.page.getByText('约检与检定')).toBeVisible();
  await clerk.look('instrument-cycles');
  await clerk.close();
});

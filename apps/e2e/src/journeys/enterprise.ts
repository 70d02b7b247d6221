import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Browser } from '@playwright/test';
import type { LedgerRow } from '../story/ledger-rows.js';
import { fillTemplate } from '../story/workbook.js';
import { Traveller } from './traveller.js';

/** The clerk: template, import, filing. Two clicks each (`ux.md` section 4, T1 and T2). */
export async function importAndFile(
  clerk: Traveller,
  rows: readonly LedgerRow[],
  folder: string,
): Promise<void> {
  await clerk.look('first-steps');
  await clerk.menu('批量导入');
  const saving = clerk.page.waitForEvent('download');
  await clerk.click('下载导入模板');
  const template = await readFile(await (await saving).path());
  await clerk.look('imports');
  const workbook = join(folder, '强检器具.xlsx');
  await writeFile(workbook, await fillTemplate(template, rows));

  await clerk.menu('器具台账');
  await clerk.look('empty-ledger');
  await clerk.page.goto('/e/home');
  clerk.startCounting();
  await clerk.choose(clerk.verb('批量导入'), workbook);
  await expect(clerk.button(`提交 ${rows.length} 台`)).toBeVisible();
  await clerk.look('import-review');
  await clerk.click(`提交 ${rows.length} 台`);
  clerk.expectClicks(2);
  await expect(clerk.page.getByText(`已入台账 ${rows.length} 台`).first()).toBeVisible();
  await clerk.look('import-result');

  clerk.startCounting();
  await clerk.click(`去备案 ${rows.length} 台`);
  await expect(clerk.button(`提交备案 ${rows.length} 台`)).toBeEnabled();
  await clerk.look('new-filing');
  await clerk.click(`提交备案 ${rows.length} 台`);
  clerk.expectClicks(2);
  await expect(clerk.page).toHaveURL(/\/e\/filings/);
  await clerk.look('filing');
  await clerk.menu('器具台账');
  await clerk.look('ledger');
  await clerk.link(/压力表/).click();
  await clerk.look('instrument');
}

export async function reviewFiling(browser: Browser, enterpriseName: string, count: number): Promise<void> {
  const reviewer = await Traveller.signedIn(browser, 'shenhe');
  await reviewer.menu('备案审核');
  await reviewer.look('filings-to-review');
  await reviewer.row(enterpriseName).getByRole('link').first().click();
  await expect(reviewer.button(`通过核对无误的 ${count} 台`)).toBeVisible();
  await reviewer.look('filing-review');
  await reviewer.click(`通过核对无误的 ${count} 台`);
  await expect(reviewer.page.getByText(`已通过 ${count} 台`).first()).toBeVisible();
  await reviewer.close();
}

/** All that is due, in two clicks (T3). */
export async function bookAllDue(clerk: Traveller, count: number): Promise<void> {
  await clerk.page.goto('/e/home');
  const due = clerk.verb(`一键约检 ${count} 台`);
  await expect(due).toBeVisible();
  await clerk.look('home-with-due');
  clerk.startCounting();
  await clerk.click(due);
  await expect(clerk.button(`提交约检 ${count} 台`)).toBeVisible();
  await clerk.look('booking');
  await clerk.click(`提交约检 ${count} 台`);
  clerk.expectClicks(2);
  await expect(clerk.page.getByText('约检已提交').first()).toBeVisible();
  await clerk.look('booked');
}

export async function confirmBooking(browser: Browser, enterpriseName: string, count: number): Promise<void> {
  const scheduler = await Traveller.signedIn(browser, 'diaodu');
  await scheduler.menu('约检确认');
  await scheduler.look('bookings-to-confirm');
  await scheduler.row(enterpriseName).getByRole('link').first().click();
  await expect(scheduler.button('确认约检')).toBeVisible();
  await scheduler.look('booking-to-confirm');
  await scheduler.click('确认约检');
  await expect(scheduler.button(`确认 ${count} 台`)).toBeVisible();
  await scheduler.click(`确认 ${count} 台`);
  await expect(scheduler.page.getByText('已确认').first()).toBeVisible();
  await scheduler.close();
}

/** The form in two clicks (T4); answers its number. */
export async function printForm(clerk: Traveller): Promise<string> {
  await clerk.page.goto('/e/home');
  await expect(clerk.verb('打印预约单')).toBeVisible();
  clerk.startCounting();
  await clerk.click(clerk.verb('打印预约单'));
  const printing = clerk.page.getByRole('table').getByRole('button', { name: '打印预约单' }).first();
  await expect(printing).toBeVisible();
  await clerk.look('appointments');
  const opening = clerk.page.waitForEvent('popup');
  await clerk.click(printing);
  await (await opening).close();
  clerk.expectClicks(2);
  const number = clerk.link(/^A\d{8}-/);
  const caseNumber = (await number.textContent())?.trim() ?? '';
  await number.click();
  await expect(clerk.button('生成预约单')).toBeVisible();
  await clerk.look('appointment');
  return caseNumber;
}

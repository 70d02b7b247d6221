import { expect, test, type Page } from '@playwright/test';
import { openApi } from '../client/person.js';
import { book } from '../story/book.js';
import { moveClockTo, setStage } from '../story/cast.js';
import { confirm } from '../story/confirm.js';
import { approveAll, file } from '../story/file.js';
import { addByHand, anInstrument } from '../story/import-instruments.js';
import { silentJournal } from '../story/journal.js';
import { aNewcomer } from '../story/newcomer.js';
import { enrol } from '../story/one-instrument.js';
import { Traveller } from './traveller.js';

// Real: everything, and a headless Chromium. A scanner is played by its keys, as it sends them with a Chinese input
// method on: `key` says Process, only `code` names the key (ux.md section 12). Volume: a-day-at-the-counter.medium.spec.

/** One key after the other without a pause, at whatever has the focus. */
function scan(page: Page, text: string, withInputMethod = false, suffix = 'Enter'): Promise<void> {
  return page.evaluate(
    ([code, hidden, last]) => {
      const codeOf = (each: string) =>
        each === '-' ? 'Minus' : /\d/.test(each) ? `Digit${each}` : `Key${each}`;
      const press = (key: string, at: string) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { key, code: at, bubbles: true, cancelable: true }),
        );
      for (const each of code) press(hidden ? 'Process' : each, codeOf(each));
      if (last) press(last, last);
    },
    [text, withInputMethod, suffix] as const,
  );
}

test('a form is received by one scan and two keys, with the input method on, twice, wrong and undone', async ({
  browser,
}) => {
  const stage = await setStage(await openApi(process.env['JOURNEY_URL'] ?? ''), silentJournal);
  const newcomer = aNewcomer();
  const clerk = await enrol(stage, newcomer);
  const ids: string[] = [];
  for (const mark of ['a', 'b', 'c'])
    ids.push((await addByHand(stage, clerk, anInstrument(`${newcomer.mark}${mark}`))).id);
  await approveAll(stage, await file(stage, clerk, ids));
  const [booked] = await book(stage, clerk, ids);
  const { caseNumber, date } = await confirm(stage, booked!);

  const counter = await Traveller.signedIn(browser, 'qiantai');
  const { page } = counter;
  await page.goto('/s/counter');
  await expect(page.locator('#scan-box')).toBeFocused();

  // Smudged: its check character is another one.
  await scan(page, `${caseNumber.slice(0, -1)}${caseNumber.endsWith('0') ? '1' : '0'}`);
  await expect(page.getByText(/不完整或有误/)).toBeVisible();
  await moveClockTo(stage, date);

  counter.startCounting();
  await scan(page, caseNumber, true);
  // Faster than the server answers.
  await counter.press('F9');
  await expect(page.getByText('已核对 3 / 3 台')).toBeVisible();
  await counter.press('F2');
  await page.keyboard.type('N');
  await page.waitForTimeout(300); // The hand that wrote takes the scanner.
  // A second scan of the same form, while a note is being written: it lands nowhere, and no tick is lost.
  await scan(page, caseNumber, true);
  await expect(page.getByText('这张预约单已经打开')).toBeVisible();
  await expect(page.getByText('已核对 3 / 3 台')).toBeVisible();
  await expect(page.locator('.note input').last()).toHaveValue('N');
  await counter.look('counter-all-ticked');
  // A quick hand is no scanner.
  const deliverer = page.getByPlaceholder('送检人');
  await deliverer.focus();
  await page.keyboard.type('wang');
  await expect(deliverer).toHaveValue('wang');
  await page.locator('#scan-box').focus();
  await counter.press('Enter');
  // One scan and two keys; F2 was for the note.
  counter.expectClicks(3);
  await expect(page.getByRole('heading', { name: /已登记，接收编号/ })).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(page.getByText('应收 3 台').first()).toBeVisible();
  await page.keyboard.press('F9');
  await page.keyboard.press('F4');
  await page.keyboard.type('broken', { delay: 80 });
  await page.locator('#scan-box').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/实收 2 台，缺件 0 台，拒收 1 台/).first()).toBeVisible();
  // A scanner that is set to send no key after the code.
  await scan(page, caseNumber, false, '');
  await expect(page.getByText('这张预约单已全部登记过，不用再次接收。')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto('/s/receipts?returnable=true');
  await page
    .getByRole('link', { name: /^R\d{8}-/ })
    .first()
    .click();
  await counter.click(/取件发还 1 台/);
  await page.locator('#taken-by').fill('演示取件人');
  await page.getByText('签字', { exact: true }).first().click();
  const box = (await page.locator('canvas').boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 90, { steps: 5 });
  await page.mouse.up();
  await counter.click('发还 1 台');
  await expect(page.getByText('演示取件人 取走 1 台，签字')).toBeVisible();
  await counter.look('receipt-handed-back');
  await counter.close();
});

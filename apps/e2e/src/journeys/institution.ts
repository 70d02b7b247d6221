import { expect, type Browser } from '@playwright/test';
import { photographByPhone } from './photos.js';
import { Traveller } from './traveller.js';

/** One scan and two keys (`ux.md` section 4, T5). */
export async function receiveAtCounter(browser: Browser, formNumber: string, count: number): Promise<void> {
  const counter = await Traveller.signedIn(browser, 'qiantai');
  await counter.menu('接收登记');
  await counter.look('counter');
  counter.startCounting();
  // As a scanner does: the code at once, then Enter.
  await counter.page.keyboard.type(formNumber);
  await counter.page.keyboard.press('Enter');
  await expect(counter.page.getByText(`应收 ${count} 台`).first()).toBeVisible();
  await counter.look('counter-form-scanned');
  await counter.page.locator('#scan-box').focus();
  await counter.press('F9');
  await expect(counter.button(new RegExp(`登记 ${count} 台`))).toBeEnabled();
  await photographByPhone(browser, counter);
  await counter.page.locator('#scan-box').focus();
  await counter.press('Enter');
  counter.expectClicks(2);
  await expect(counter.page.getByRole('heading', { name: /已登记，接收编号/ })).toBeVisible();
  await expect(counter.button(`打印标签 ${count} 张`)).toBeVisible({ timeout: 60_000 });
  await counter.look('counter-received');
  await counter.link(/^R\d{8}-/).click();
  await expect(counter.page.getByRole('heading', { name: '照片 1 张' })).toBeVisible();
  await counter.look('receipt');
  await counter.close();
}

/** What a record of pressure gauges needs. */
export async function fillRecord(verifier: Traveller): Promise<void> {
  await verifier.fillFields({ temperature: '20.5 ℃', humidity: '52 %RH' });
  await verifier.select('regulation');
  await verifier.select('standardIds', /DEMO-STD-002/);
  await verifier.page.keyboard.press('Escape');
  for (const [label, text] of [
    ['检定项目', '外观'],
    ['技术要求', '无影响计量性能的缺陷'],
    ['检定结果', '符合要求'],
  ] as const) {
    await verifier.page.getByPlaceholder(label, { exact: true }).fill(text);
  }
}

/** One record for all of a kind. */
export async function verifyTogether(browser: Browser, count: number): Promise<void> {
  const verifier = await Traveller.signedIn(browser, 'jianding');
  await verifier.menu('检定任务');
  await verifier.look('tasks');
  await verifier.selectAll();
  await verifier.click(`批量录入 ${count} 台`);
  await fillRecord(verifier);
  await pasteResults(verifier);
  await verifier.look('batch-record');
  await verifier.click(`提交核验 ${count} 台`);
  await expect(verifier.page).toHaveURL(/\/s\/tasks(\?|$)/);
  await verifier.close();
}

/** Two results out of a spreadsheet, and a line of something else. */
async function pasteResults(verifier: Traveller): Promise<void> {
  // Each has its serial and its sample number there: the one of the first, the other of the second.
  const [one, , , two] = await verifier.page.locator('main li .number').allTextContents();
  await verifier.click('粘贴 Excel 结果');
  const dialog = verifier.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(`${one}\t无划痕\n${two}\t无锈蚀\nNO-SUCH\t无`);
  await expect(dialog.getByText('识别 2 台，其中不合格 0 台')).toBeVisible();
  await expect(dialog.getByText('NO-SUCH')).toBeVisible();
  await verifier.lookOnce('batch-pasted');
  await verifier.click('填入 2 台');
  await expect(verifier.page.getByText('外观 无锈蚀')).toBeVisible();
}

export async function checkAll(browser: Browser, count: number): Promise<void> {
  const checker = await Traveller.signedIn(browser, 'heyan');
  await checker.menu('检定任务');
  await checker.link(/^I\d{8}-/).click();
  await expect(checker.button('核验通过')).toBeVisible();
  await checker.look('record-to-check');
  await checker.menu('检定任务');
  await checker.selectAll();
  const pass = checker.button(`核验通过 ${count} 台`);
  await expect(pass).toBeVisible();
  await checker.narrowed(() => expect(pass).toBeVisible());
  await checker.look('tasks-to-check');
  await checker.click(`核验通过 ${count} 台`);
  await expect(checker.page.getByText(`核验通过 ${count} 台`).first()).toBeVisible();
  await checker.close();
}

export async function issueAll(browser: Browser, count: number): Promise<void> {
  const signatory = await Traveller.signedIn(browser, 'qianfa');
  await signatory.menu('证书签发');
  await signatory.selectAll();
  await signatory.look('drafts-to-issue');
  await signatory.click(`签发 ${count} 份`);
  await expect(signatory.page.getByText(`已签发 ${count} 份`).first()).toBeVisible();
  await signatory.close();
}

/** Revoked by the signatory, with the reason that the public page shows. */
export async function revokeCertificate(browser: Browser, number: string): Promise<void> {
  const signatory = await Traveller.signedIn(browser, 'qianfa');
  await signatory.page.goto(`/s/certificates?view=ISSUED&q=${encodeURIComponent(number)}`);
  await signatory.link(number).click();
  await signatory.look('certificate-of-the-institution');
  await signatory.click(/更多/);
  await signatory.page.getByRole('menuitem', { name: '作废' }).click();
  await signatory.page.getByRole('dialog').getByRole('textbox').fill('演示：标准器溯源有误');
  await signatory.page.getByRole('dialog').getByRole('button', { name: '作废' }).click();
  await expect(signatory.page.getByText('证书已作废').first()).toBeVisible();
  await signatory.close();
}

import { afterAll, expect, it } from '@jest/globals';
import type { FilingNoticeData } from '../filing/filing-notice.template.js';
import { createRenderer } from '../renderer.js';
import { anAppointmentForm } from '../testing/papers.js';
import { readPdf } from '../testing/read-pdf.js';
import { bindPapers } from './bind-papers.js';

// Real: headless browser, PDF writer and another PDF reader.
const renderer = createRenderer();
afterAll(() => renderer.close());

it('binds forms so that each begins on a sheet of its own, and marks only what is handed out again', async () => {
  const sha256 = 'ab'.repeat(32);
  const [first, second, mark] = await Promise.all([
    renderer.render(anAppointmentForm(3)),
    renderer.render(anAppointmentForm(40, { caseNumber: 'A20261123-00043-8' })),
    renderer.render({ kind: 'reprint-mark', data: { reprint: 2, sha256 } }),
  ]);
  const done: number[] = [];
  const bound = await bindPapers(
    [{ content: first }, { content: second, mark }],
    { title: '预约单', createdAt: new Date('2026-11-23T02:00:00Z') },
    async (count) => void done.push(count),
  );
  expect(done).toEqual([1, 2]);
  const pages = await readPdf(bound);
  const starts = pages.flatMap((page, index) => (page.text.includes('强制检定预约单') ? [index + 1] : []));
  expect(starts).toHaveLength(4);
  expect(starts.every((page) => page % 2 === 1)).toBe(true);
  const marked = pages.filter((page) => page.text.includes('补打 2'));
  expect(marked.length).toBeGreaterThanOrEqual(2);
  expect(marked.every((page) => page.text.includes(`SHA-256 ${sha256}`))).toBe(true);
  expect(marked.every((page) => page.text.includes('A20261123-00043-8'))).toBe(true);
}, 90_000);

it('prints a notice with every reason, its code scannable', async () => {
  const notice = (items: number) => renderer.render({ kind: 'filing-notice', data: aNotice(items) });
  const pages = await readPdf(await notice(60));

  const text = pages.map((page) => page.text.replace(/\s+/g, '')).join('');
  expect(pages.length).toBeGreaterThan(1);
  expect(text).toContain('强制检定计量器具备案补正通知书');
  for (let index = 1; index <= 60; index += 1) expect(text).toContain(`出厂编号与铭牌不符（${index}）`);
  const [short] = await readPdf(await notice(3), { codes: true });
  expect(short?.qr).toBe('https://demo.example/q/F20261123-00007-9');
  expect(short?.code128).toBe('F20261123-00007-9');
}, 90_000);

function aNotice(items: number): FilingNoticeData {
  return {
    notice: 'CORRECTION',
    caseNumber: 'F20261123-00007-9',
    baseUrl: 'https://demo.example',
    enterpriseName: '演示食品有限公司',
    submittedByName: '演示经办人',
    submittedOn: '2026-11-23',
    reviewDueOn: '2026-11-30',
    decidedOn: '2026-11-24',
    institutionName: '演示检定机构',
    institutionAddress: '演示市演示路 1 号',
    institutionPhone: '0000-3333333',
    items: Array.from({ length: items }, (_, index) => ({
      number: index + 1,
      name: '压力表',
      model: 'Y-100',
      serialNumber: `SN-${index + 1}`,
      category: '压力表',
      result: '需补正',
      reason: `出厂编号与铭牌不符（${index + 1}）`,
    })),
    demo: true,
  };
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Traveller } from './traveller.js';

// Real: everything. A list as a clerk keeps it for herself: words of her own, a title, no codes of kinds or regions.
const HEADERS =
  '序号,设备名称,规格型号,出厂编号,内部编号,生产厂家,测量范围,精度,生产地,状态,用途,类型,检定方式,所属区县,使用部门';
const NAMES = ['电子汽车衡', '燃油加油机', '压力表', '血压计', '玻璃量筒式演示件'];
const COUNT = 60;

function ownList(): string {
  const rows = Array.from({ length: COUNT }, (_, i) => {
    const name = NAMES[i % NAMES.length];
    const origin = i % 6 === 0 ? '国产货' : '国产';
    return `${i + 1},${name},Y-${i % 4},OWN-${i + 1},,演示仪表厂,0-1.6MPa,1.6级,${origin},启用,贸易结算,工作计量器具,送检,端州区,一车间`;
  });
  return ['演示单位计量器具一览表', '', HEADERS, ...rows].join('\n');
}

test('imports a list of the clerk’s own in a few clicks, whatever it lacks', async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'own-list-'));
  const file = join(folder, '台账.csv');
  await writeFile(file, ownList());
  const clerk = await Traveller.signedIn(browser, 'jingban');
  await clerk.menu('批量导入');

  clerk.startCounting();
  await clerk.choose(clerk.verb('选择文件'), file);
  await expect(clerk.page.getByText(`共 ${COUNT} 行`)).toBeVisible();
  await clerk.look('import-own-list');
  await clerk.click('全部采用建议');
  await expect(clerk.page.getByText(/：48 行可提交，12 行有错误/)).toBeVisible();

  // What nothing suggests is said once for all rows that share it, with the catalogue to choose from.
  const open = clerk.page.getByRole('listitem').filter({ hasText: '共 12 处' });
  await expect(open).toHaveCount(1);
  await open.getByRole('combobox').click();
  await open.getByRole('combobox').fill('压力表');
  await clerk.page
    .getByRole('option', { name: /压力表/ })
    .first()
    .click();
  await open.getByRole('button', { name: '全部修正' }).click();
  await expect(clerk.button(`提交 ${COUNT} 台`)).toBeEnabled();

  await clerk.page.keyboard.press('Escape');
  await clerk.click('撤销（Ctrl+Z）');
  await expect(clerk.button('提交 48 台')).toBeEnabled();
  await clerk.click('提交 48 台');
  await expect(clerk.page.getByText('已入台账 48 台').first()).toBeVisible();
  await expect(clerk.page.getByText(/12 行有错误或重复，未提交/)).toBeVisible();
  await clerk.close();
  await rm(folder, { recursive: true });
});

import { expect, type Browser } from '@playwright/test';
import type { Newcomer } from '../story/newcomer.js';
import { Traveller } from './traveller.js';

/** The registrant: account, organisation, papers, submission. */
export async function registerByClicking(
  browser: Browser,
  newcomer: Newcomer,
  scan: string,
): Promise<Traveller> {
  const registrant = await Traveller.at(browser);
  await registrant.page.goto('/');
  await registrant.look('log-in');
  await registrant.link('注册单位账号').click();
  await registrant.look('register');
  const { loginName, password, email } = newcomer;
  await registrant.fillFields({
    loginName,
    password,
    contactPerson: '演示经办人',
    mobile: '13800000000',
    email,
  });
  await registrant.click('建立账号并继续');
  await expect(registrant.page).toHaveURL(/\/registration$/);
  await registrant.look('registration-tasks');
  await describeOrganisation(registrant, newcomer);
  await uploadPaper(registrant, '营业执照或法人证书', scan, 'licence');
  await uploadPaper(registrant, '授权委托书', scan, 'letter-of-authorisation');
  await uploadPaper(registrant, '诚信计量自我承诺书', scan, 'integrity-pledge');
  await submit(registrant);
  return registrant;
}

async function describeOrganisation(registrant: Traveller, newcomer: Newcomer): Promise<void> {
  await registrant.link('单位信息').click();
  await registrant.fillFields({
    enterpriseName: newcomer.enterpriseName,
    creditCode: newcomer.creditCode,
    address: '肇庆市端州区演示路 8 号',
    legalRepresentative: '演示法定代表人',
    legalRepresentativeIdNumber: newcomer.legalRepresentativeIdNumber,
    agentName: '演示经办人',
    agentIdNumber: newcomer.agentIdNumber,
    supervisionPhone: '0758-0000000',
  });
  await registrant.field('regionCode').click();
  await registrant.field('regionCode').fill('441202');
  await registrant.page.getByRole('option', { name: /441202/ }).click();
  await expect(registrant.page.locator('[data-field="institutionId"]')).toContainText('肇庆质计所');
  await registrant.look('organisation');
  await registrant.click('保存并返回');
}

async function uploadPaper(registrant: Traveller, task: string, scan: string, name: string): Promise<void> {
  await registrant.link(task).click();
  await registrant.choose(/^选择文件：/, scan);
  await expect(registrant.button(/移除|移除文件|删除/).first()).toBeVisible();
  await registrant.look(name);
  await registrant.click('完成，返回');
}

async function submit(registrant: Traveller): Promise<void> {
  await registrant.link('检查并提交').click();
  await registrant.look('check-answers');
  await registrant.click('提交注册申请');
  await expect(registrant.page.getByText('注册申请已提交').first()).toBeVisible();
  await registrant.look('registration-submitted');
}

/** The reviewer returns it with a reason for one field, the registrant corrects it, the reviewer approves it. */
export async function reviewByClicking(
  browser: Browser,
  registrant: Traveller,
  newcomer: Newcomer,
): Promise<void> {
  const reviewer = await Traveller.signedIn(browser, 'shenhe');
  await reviewer.look('reviewer-home');
  await reviewer.menu('注册审核');
  await reviewer.look('registrations');
  await reviewer.row(newcomer.enterpriseName).getByRole('link').first().click();
  await expect(reviewer.button('通过')).toBeVisible();
  await reviewer.look('registration-review');
  await reviewer.page.getByText('退回此项', { exact: true }).last().click();
  await reviewer.page.getByRole('button', { name: '与材料不一致' }).first().click();
  await reviewer.click(/退回补正（1 处）/);
  await expect(reviewer.page.getByText(`已退回：${newcomer.enterpriseName}`).first()).toBeVisible();

  await registrant.page.reload();
  await registrant.look('registration-returned');
  await registrant.page.goto('/registration/organisation');
  await registrant.fillFields({ supervisionPhone: '0758-0000001', address: '肇庆市端州区演示路 8 号 2 栋' });
  await registrant.click('保存并返回');
  await submit(registrant);

  await reviewer.page.goto('/s/registrations');
  await reviewer.row(newcomer.enterpriseName).getByRole('link').first().click();
  await reviewer.click('通过');
  await expect(reviewer.page.getByText(`已通过：${newcomer.enterpriseName}`).first()).toBeVisible();
  await reviewer.close();
  await registrant.page.reload();
  await registrant.look('registration-approved');
  await registrant.close();
}

import { authLogin, securityBegin, securityConfirm } from '@quanheng/api-client';
import { expect, test } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { answer, openApi, refusal, type Api } from '../client/person.js';
import { DEMO_PASSWORD, Traveller } from './traveller.js';

// Real: everything, and a headless Chromium in front of it. Who can't get in any more is helped by the admin of their own
// organisation: a locked account is unlocked, a lost authenticator is taken away.
const ACCOUNT_FAILURES = 10;
const CASES = [
  { admin: 'jigou', page: '/s/staff', locked: 'heyan', role: 'institution' },
  { admin: 'qiye', page: '/e/members', locked: 'jingban', role: 'enterprise' },
];

for (const { admin, page: address, locked, role } of CASES) {
  test(`an admin of an ${role} unlocks a colleague, and takes a lost second factor away`, async ({
    browser,
  }) => {
    const api = await openApi(process.env['JOURNEY_URL'] ?? '');
    await setUpSecondFactor(api, locked);
    await lock(api, locked);

    const traveller = await Traveller.signedIn(browser, admin);
    const { page } = traveller;
    await page.goto(address);
    const row = traveller.row(locked);
    await expect(row).toContainText('已锁定');
    await traveller.look(`access-locked-${role}`);
    await decide(traveller, '解锁', '电话核实本人后解锁', `access-unlock-${role}`);
    await expect(row).not.toContainText('已锁定');
    await expect(row.getByRole('button', { name: '解锁' })).toHaveCount(0);
    // The password is asked for again, and after it still the second factor.
    const half = await refusal(logIn(api, locked, DEMO_PASSWORD));
    expect(half.problem.code).toBe('auth.second-factor-required');

    await decide(traveller, '重置动态验证码', '手机遗失，已核实本人', `access-reset-${role}`);
    await expect(row).toContainText('仅密码');
    await expect(row.getByRole('button', { name: '重置动态验证码' })).toHaveCount(0);
    await answer(logIn(api, locked, DEMO_PASSWORD));
    await traveller.close();

    /** Takes a decision about the colleague, with its reason, in the dialog that asks for it. */
    async function decide({ page }: Traveller, verb: string, reason: string, name: string): Promise<void> {
      await row.getByRole('button', { name: verb }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText(locked);
      await dialog.locator('textarea, input').first().fill(reason);
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)));
      await page.screenshot({ path: `screenshots/zh/${name}.png` });
      await dialog.getByRole('button', { name: verb }).click();
      await expect(dialog).toBeHidden();
    }
  });
}

const logIn = (api: Api, loginName: string, password: string) =>
  authLogin({ client: api.visitor().client, body: { loginName, password } });

/** Wrong passwords, each from another browser. */
async function lock(api: Api, loginName: string): Promise<void> {
  for (let each = 0; each < ACCOUNT_FAILURES; each++) await refusal(logIn(api, loginName, `wrong ${each}`));
  expect((await refusal(logIn(api, loginName, DEMO_PASSWORD))).problem.code).toBe('auth.account-locked');
}

async function setUpSecondFactor(api: Api, loginName: string): Promise<void> {
  const { client } = await api.login(loginName, DEMO_PASSWORD);
  const { secret } = await answer(securityBegin({ client, body: { currentPassword: DEMO_PASSWORD } }));
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await answer(securityConfirm({ client, body: { code } }));
}

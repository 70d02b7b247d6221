import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountEntity, AuditEventEntity, SessionEntity, systemContext } from '@quanheng/database';
import jwt from 'jsonwebtoken';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anAccount, browser, type TestBrowser } from '../testing/browser.js';

// Real: HTTP, cookies, signatures, PostgreSQL with row security and triggers.
const SECRET = 'x'.repeat(48);
let api: ApiUnderTest;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());

let loginName: string;
let accountId: string;
let who: TestBrowser;
let token: string;
beforeEach(async () => {
  loginName = `demo-${uuidv7()}`;
  accountId = await anAccount(api, { loginName, roles: ['ENTERPRISE_CLERK'] });
  who = browser(api);
  token = (await who.login(loginName)).body.accessToken as string;
});

const change = (set: string, params: unknown[] = []) =>
  api.test.database.write(systemContext(), (tx) =>
    tx.query(`UPDATE account SET ${set} WHERE id = $1`, [accountId, ...params]),
  );
const ofSessions = (set: string) =>
  api.test.database.write(systemContext(), (tx) =>
    tx.query(`UPDATE session SET ${set} WHERE account_id = $1`, [accountId]),
  );
const me = async (accessToken = token) => {
  const { status, body } = await browser(api).get('/auth/me', accessToken);
  return [status, body.code];
};
const ENDED = [401, 'auth.session-ended'];

describe('a refresh token', () => {
  it('rotates at every refresh; one kept from before ends the session and is written down', async () => {
    const stolen = who.cookie('qh_refresh');
    const first = await who.refresh();
    expect(first.status).toBe(200);
    expect(who.cookie('qh_refresh')).not.toBe(stolen);
    await ofSessions(`last_used_at = now() - interval '1 minute'`);
    const thief = browser(api, { qh_refresh: stolen });
    expect([(await thief.refresh()).status, thief.cookie('qh_refresh')]).toEqual([401, '']);
    expect(await me(first.body.accessToken)).toEqual(ENDED);
    expect((await who.refresh()).body.code).toBe('auth.session-ended');
    const reuse = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.countBy(AuditEventEntity, { objectId: accountId, action: 'account.refresh-token-reused' }),
    );
    expect(reuse).toBe(1);
  });

  it('used by a thief first ends the session of both when its owner comes', async () => {
    const owner = who.cookie('qh_refresh');
    const thief = browser(api, { qh_refresh: owner });
    expect((await thief.refresh()).status).toBe(200);
    await ofSessions(`last_used_at = now() - interval '1 minute'`);
    expect((await who.refresh()).body.code).toBe('auth.session-ended');
    expect((await thief.refresh()).body.code).toBe('auth.session-ended');
  });

  it('two rotations old ends the session even at once', async () => {
    const old = who.cookie('qh_refresh');
    await who.refresh();
    await who.refresh();
    expect((await browser(api, { qh_refresh: old }).refresh()).status).toBe(401);
    expect((await who.refresh()).status).toBe(401);
  });

  it('is rotated once by fifty refreshes at the same moment, which all go on', async () => {
    const cookies = { qh_refresh: who.cookie('qh_refresh') };
    const answers = await Promise.all(Array.from({ length: 50 }, () => browser(api, cookies).refresh()));
    expect(answers.map((answer) => answer.status)).toEqual(Array(50).fill(200));
    const rotated = answers.filter((answer) => String(answer.headers['set-cookie']).includes('qh_refresh'));
    expect(rotated).toHaveLength(1);
    for (const { body } of answers) expect((await me(body.accessToken))[0]).toBe(200);
  });

  it('acts for pages of this platform only, and is nothing when made up', async () => {
    const bare = await api
      .request()
      .post('/api/v1/auth/refresh')
      .set('Cookie', `qh_refresh=${who.cookie('qh_refresh')}`);
    expect([bare.status, JSON.parse(bare.text).code]).toEqual([403, 'auth.same-origin-required']);
    const [id] = who.cookie('qh_refresh').split('.');
    for (const forged of [`${uuidv7()}.x`, `${id}.`, 'x', `${id}.${'A'.repeat(43)}`])
      expect((await browser(api, { qh_refresh: forged }).refresh()).body.code).toBe('auth.session-ended');
  });
});

describe('an access token', () => {
  const claims = () => jwt.decode(token) as jwt.JwtPayload;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const handmade = (header: object, signature: (text: string) => string) => {
    const text = `${part(header)}.${part(claims())}`;
    return `${text}.${signature(text)}`;
  };

  it.each([
    ['without a signature', () => handmade({ alg: 'none', typ: 'JWT' }, () => '')],
    ['without a signature, spelled otherwise', () => handmade({ alg: 'nOnE' }, () => '')],
    ['signed HS512 with the right secret', () => jwt.sign(claims(), SECRET, { algorithm: 'HS512' })],
    ['signed HS384 with the right secret', () => jwt.sign(claims(), SECRET, { algorithm: 'HS384' })],
    ['that says RS256 over the secret', () => handmade({ alg: 'RS256' }, hmac)],
    ['signed RS256 with a key of its own', () => handmade({ alg: 'RS256' }, rsa)],
    ['with a key in its header', () => handmade({ alg: 'RS256', jwk: JWK }, rsa)],
    ['signed HS256 with a public key', () => keyed('1', PEM)],
    ['signed with an empty file named as its key', () => keyed('../../../dev/null', '')],
    ['that asks the database for its key', () => keyed(`x' UNION SELECT 'k`, 'k')],
    ['signed with another secret', () => jwt.sign(claims(), 'y'.repeat(48))],
    [
      'whose claims were changed',
      () => token.replace(/\.[^.]+\./, `.${part({ ...claims(), sub: uuidv7() })}.`),
    ],
    ['that has expired', () => jwt.sign({ ...claims(), exp: 1 }, SECRET)],
    ['for another account of the same session', () => jwt.sign({ ...claims(), sub: uuidv7() }, SECRET)],
    ['for a session that never was', () => jwt.sign({ ...claims(), sid: uuidv7() }, SECRET)],
  ])('%s is refused', async (_, forge) => {
    const [status] = await me(forge());
    expect(status).toBe(401);
    expect((await me())[0]).toBe(200);
  });

  const keyed = (kid: string, key: string) =>
    handmade({ alg: 'HS256', kid, jku: 'http://127.0.0.1:9/keys' }, (text) =>
      createHmac('sha256', key).update(text).digest('base64url'),
    );
  const hmac = (text: string) => createHmac('sha256', SECRET).update(text).digest('base64url');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const PEM = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const JWK = createPublicKey(PEM).export({ format: 'jwk' });
  const rsa = (text: string) => sign('sha256', Buffer.from(text), privateKey).toString('base64url');
});

describe('a session ends at its next request', () => {
  it('after log-out', async () => {
    expect((await who.logout(token)).status).toBe(204);
    expect(await me()).toEqual(ENDED);
    expect((await who.refresh()).status).toBe(401);
  });

  it.each([
    ['the account is disabled', `status = 'DISABLED'`],
    ['a role is taken away', `roles = '{}'`],
    ['a role is added', `roles = '{ENTERPRISE_CLERK,ENTERPRISE_ADMIN}'`],
    ['the account moves to another enterprise', `enterprise_id = gen_random_uuid()`],
    ['the account moves to an institution', `institution_id = gen_random_uuid()`],
  ])('when %s', async (_, set) => {
    await change(set);
    expect(await me()).toEqual(ENDED);
    expect((await who.refresh()).status).toBe(401);
  });

  it('when its admin changes the role from within the tenant', async () => {
    const enterpriseId = uuidv7();
    await change('enterprise_id = $2', [enterpriseId]);
    token = (await who.login(loginName)).body.accessToken as string;
    const admin = { ...systemContext(), kind: 'enterprise' as const, enterpriseId };
    await api.test.database.write(admin, (tx) =>
      tx.manager.update(AccountEntity, { id: accountId }, { roles: ['ENTERPRISE_VIEWER'] }),
    );
    expect(await me()).toEqual(ENDED);
  });

  it('but goes on when a name or a telephone is changed, and when a registration is approved', async () => {
    await change(`display_name = '演示', mobile = '13800000001'`);
    expect((await me())[0]).toBe(200);
    await change(`roles = '{REGISTRANT}'`);
    token = (await who.login(loginName)).body.accessToken as string;
    await change(`roles = '{ENTERPRISE_ADMIN}', enterprise_id = gen_random_uuid()`);
    expect((await me())[0]).toBe(200);
  });
});

describe('the limits of a session', () => {
  const rules = (value: object) =>
    api.test.database.write(systemContext(), (tx) =>
      tx.query(
        `INSERT INTO setting (key, value) VALUES ('rules', $1::jsonb)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        [JSON.stringify(value)],
      ),
    );
  afterAll(() => rules({}));

  it.each([
    ['unused for as long as the setting says', { sessionIdleHours: 2 }, 'last_used_at'],
    ['as old as the setting says, however busy', { sessionAbsoluteHours: 2 }, 'created_at'],
  ])('end what is %s', async (_, settings, column) => {
    await rules(settings);
    await ofSessions(`${column} = now() - interval '1 hour 50 minutes'`);
    expect((await who.refresh()).status).toBe(200);
    await ofSessions(`${column} = now() - interval '2 hours 1 second'`);
    expect((await who.refresh()).body.code).toBe('auth.session-ended');
  });

  it('are kept in the record, which every request looks at', async () => {
    await rules({ sessionIdleHours: 5, sessionAbsoluteHours: 3 });
    await ofSessions(`created_at = now() - interval '1 hour'`);
    await who.refresh();
    const [session] = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(SessionEntity, { accountId }),
    );
    const hours = ((session?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(2);
    await ofSessions(`expires_at = now()`);
    expect(await me()).toEqual(ENDED);
  });
});

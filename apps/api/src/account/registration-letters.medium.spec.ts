import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { browser, PASSWORD } from '../testing/browser.js';

// Real: HTTP, PostgreSQL, Chromium. What the letters say is tested where they are laid out.
let api: ApiUnderTest;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());

it('gives the two letters as PDF to their registrant only', async () => {
  const register = async (loginName: string) => {
    const { body } = await browser(api).post('/registrations', {
      loginName,
      password: PASSWORD,
      registrantKind: 'AGENT',
      contactPerson: '演示经办人',
      mobile: '13800000000',
      email: 'demo@demo.example',
    });
    const { id, registrationId } = body.account;
    return {
      ...api.as({ accountId: id, token: body.accessToken }),
      path: `/registrations/${registrationId}`,
    };
  };
  const who = await register('letter-owner');
  for (const letter of ['authorization-letter', 'integrity-pledge']) {
    const answer = await who.get(`${who.path}/letters/${letter}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((answer.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  }
  expect((await who.get(`${who.path}/letters/other`)).status).toBe(404);
  const stranger = await register('letter-stranger');
  expect((await stranger.get(`${who.path}/letters/integrity-pledge`)).status).toBe(404);
}, 60_000);

it('gives them blank to anybody, and nothing else', async () => {
  for (const letter of ['authorization-letter', 'integrity-pledge']) {
    const answer = await api.request().get(`/api/v1/forms/letters/${letter}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((answer.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  }
  expect((await api.request().get('/api/v1/forms/letters/other')).status).toBe(404);
}, 60_000);

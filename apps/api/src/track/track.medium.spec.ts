import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { creditCode } from '../testing/credit-codes.js';
import { arrangeChanges } from '../testing/profile-changes.js';
import { arrangeRegistrants, read } from '../testing/registrants.js';

// Real: HTTP, PostgreSQL with row security. Cases of two kinds; filings and bookings are looked up in the stories.
let api: ApiUnderTest;
let registrants: Awaited<ReturnType<typeof arrangeRegistrants>>;
let reviewer: SignedIn;
const track = (caseNumber: string, known: string) =>
  api
    .request()
    .get(`/api/v1/track?caseNumber=${encodeURIComponent(caseNumber)}&known=${encodeURIComponent(known)}`);

beforeAll(async () => {
  api = await startApi();
  registrants = await arrangeRegistrants(api);
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId: registrants.institutionId });
});
afterAll(() => api.close());

describe('progress for everybody', () => {
  it('is found by the number and what its owner knows, without personal data', async () => {
    const who = await registrants.aSubmitted();
    const { caseNumber } = await read(who, who.path);
    const answers = [await track(caseNumber.toLowerCase(), '0135'), await track(caseNumber, '0000')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual({
      caseNumber,
      kind: 'REGISTRATION',
      status: 'SUBMITTED',
      steps: [
        { step: 'create', at: expect.any(String) },
        { step: 'submit', at: expect.any(String) },
      ],
      institutionName: '演示检定所',
      institutionPhone: '0758-0000000',
    });
  });

  it('follows a change of data', async () => {
    const changes = arrangeChanges(api, registrants);
    const code = creditCode(200);
    await changes.anEnterprise(reviewer, code);
    const who = await changes.begun(code);
    const { caseNumber } = await who.read();
    expect((await track(caseNumber, code.slice(-4))).body).toMatchObject({
      kind: 'PROFILE_CHANGE',
      status: 'DRAFT',
    });
  });

  it('answers a wrong second item as a number that does not exist, and guessing ends', async () => {
    const who = await registrants.aSubmitted({ creditCode: creditCode(201) });
    const { caseNumber } = await read(who, who.path);
    const unknown = await track('E20261123-99999-0', '0000');
    expect(unknown.status).toBe(404);
    for (let i = 0; i < 10; i++) expect((await track(caseNumber, `999${i}`)).status).toBe(404);
    const spent = await track(caseNumber, creditCode(201).slice(-4));
    expect([spent.status, Number(spent.headers['retry-after']) > 0]).toEqual([429, true]);
    expect((await track(caseNumber, '0')).status).toBe(429);
  });
});

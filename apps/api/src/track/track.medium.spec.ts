import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatCaseNumber, type CaseKind } from '@quanheng/domain';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { creditCode } from '../testing/credit-codes.js';
import { arrangeChanges } from '../testing/profile-changes.js';
import { arrangeEnterprise } from '../testing/scenario.js';
import { arrangeTenantRows, withoutForeignKeys } from '../testing/tenant-rows.js';
import { arrangeRegistrants, read } from '../testing/registrants.js';

// Real: HTTP, PostgreSQL with row security.
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

  it('answers what is no number at all as one that nobody has', async () => {
    const bad = ['x', 'A20261123-00042-', 'E20261399-00001-K', "E20261123-00001-K' OR 1=1", 'ZQ-2026-1', '/'];
    for (const number of bad) expect([number, (await track(number, '0135')).status]).toEqual([number, 404]);
    const plain = (await track('A20261123-00042-9', '0135')).text.replace(/"instance":"[^"]*"/, '');
    const answers = [await track('ZQ-2026-99999', '0135'), await track('x', '0135')];
    for (const { text } of answers) expect(text.replace(/"instance":"[^"]*"/, '')).toBe(plain);
  });
});

describe('each kind of case', () => {
  const KINDS = [
    ['F', 'filing', 'FILING', 'IN_REVIEW'],
    ['A', 'appointment', 'APPOINTMENT', 'CONFIRMED'],
    ['R', 'receipt', 'RECEIVING', 'CONFIRMED'],
    ['I', 'verification_task', 'INSTRUMENT', 'WAITING'],
    ['C', 'certificate', 'CERTIFICATE', 'ISSUED'],
  ] as const;
  const numberOf = (letter: string) =>
    letter === 'C' ? 'ZQ-2026-00001' : formatCaseNumber(letter as CaseKind, '2026-11-23', 7);
  const PERSONAL = {
    contact_person: '演示联系人',
    contact_phone: '13811112222',
    created_by_name: '演示某人',
  };

  beforeAll(async () => {
    const { institutionId } = registrants;
    const enterpriseId = await arrangeEnterprise(api.test, institutionId);
    const ids = await arrangeTenantRows(api.test, {
      ...{ enterprise_id: enterpriseId, institution_id: institutionId, ...PERSONAL },
      ...{ 'enterprise.id': enterpriseId, 'institution.id': institutionId },
    });
    await withoutForeignKeys(api.test, async (tx) => {
      for (const [letter, table, , status] of KINDS) {
        const column = letter === 'C' ? 'number' : 'case_number';
        await tx.query(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [
          ids.get(table),
          numberOf(letter),
        ]);
        if (letter !== 'F' && letter !== 'R')
          await tx.query(`UPDATE ${table} SET status = $2 WHERE id = $1`, [ids.get(table), status]);
      }
      await tx.query(`UPDATE filing_item SET filing_id = $1, status = 'SUBMITTED'`, [ids.get('filing')]);
      await tx.query(`UPDATE receipt SET appointment_id = $1`, [ids.get('appointment')]);
      await tx.query(`UPDATE enterprise SET mobile = '13899998888' WHERE id = $1`, [enterpriseId]);
    });
  });

  it.each(KINDS)(
    '%s: %s is followed by its number, without personal data',
    async (letter, _, kind, status) => {
      const { body, text } = await track(numberOf(letter).toLowerCase(), '8888');
      expect(body).toMatchObject({
        caseNumber: numberOf(letter),
        kind,
        status,
        institutionName: '演示检定所',
      });
      expect(Object.keys(body as object).sort()).toEqual(
        ['caseNumber', 'institutionName', 'institutionPhone', 'kind', 'status', 'steps'].sort(),
      );
      for (const personal of [...Object.values(PERSONAL), '13899998888', '8888'])
        expect(text).not.toContain(personal);
    },
  );

  it.each(KINDS.map(([letter, table]): { letter: string; table: string } => ({ letter, table })))(
    '$letter: $table of somebody else is not found, and guessing ends there too',
    async ({ letter }) => {
      const own = numberOf(letter);
      const foreign = creditCode(200).slice(-4);
      const wrong = (await track(own, foreign)).text.replace(/"instance":"[^"]*"/, '');
      expect(wrong).toBe((await track('F20261123-00099-N', foreign)).text.replace(/"instance":"[^"]*"/, ''));
      for (let i = 0; i < 9; i++) await track(own, `000${i}`);
      expect((await track(own, '8888')).status).toBe(429);
    },
  );
});

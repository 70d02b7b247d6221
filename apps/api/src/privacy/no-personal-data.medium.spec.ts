import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import type supertest from 'supertest';
import { createLogger } from '../platform/logger.js';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { browser } from '../testing/browser.js';
import { creditCode } from '../testing/credit-codes.js';
import { aCode, arrangeChanges, CODE } from '../testing/profile-changes.js';
import { arrangeRegistrants } from '../testing/registrants.js';
import { whereInDatabase } from '../testing/where-in-database.js';
import { arrangeAppointment } from '../testing/bookings.js';
import { arrangeInstitution } from '../testing/scenario.js';

// Real: the whole API with its own logger at its finest level, PostgreSQL (quality.md S12, `domain.md` section 10). Marked
// numbers, passwords and codes go through every door; then everything that the API leaves behind is searched for them.
const MARKS = {
  mobile: '13987654321',
  idNumber: '110101199003070003',
  password: 'marked-password-4711',
  newPassword: 'marked-password-4712',
  email: 'marked.person@demo.example',
};
const code = creditCode(300);
const log: string[] = [];
const errors: string[] = [];
const tokens: string[] = [];
let api: ApiUnderTest;
let staff: SignedIn;
let platform: SignedIn;
let viewer: SignedIn;
let paths: string[];

beforeAll(async () => {
  const sink = new Writable({
    write: (chunk: Buffer, _, done) => {
      log.push(String(chunk));
      done();
    },
  });
  api = await startApi(undefined, createLogger('trace', sink));
  const registrants = await arrangeRegistrants(api);
  const { institutionId } = registrants;
  staff = await api.signIn({ roles: [...INSTITUTION_ROLES], institutionId });
  platform = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
  paths = await playAll(registrants);
});
afterAll(() => api.close());

type Registrants = Awaited<ReturnType<typeof arrangeRegistrants>>;

async function playAll(registrants: Registrants): Promise<string[]> {
  const { mobile, email, idNumber: agentIdNumber, password } = MARKS;
  const who = await registrants.register({ mobile, email, password, loginName: 'marked-login' });
  await registrants.fillIn(who, {
    creditCode: code,
    agentIdNumber,
    legalRepresentativeIdNumber: agentIdNumber,
  });
  for (const kind of ['BUSINESS_LICENSE', 'AUTHORIZATION_LETTER', 'INTEGRITY_PLEDGE'])
    await registrants.upload(who, kind);
  await registrants.submit(who);
  await staff.post(`${who.path}/unmask`, { reason: '与原件核对' });
  const { version } = (await staff.get(who.path)).body;
  const { enterpriseId } = (await staff.post(`${who.path}/approve`, {}, { version })).body;
  viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
  await logIn();
  await recover();
  const changeId = await changeData(registrants);
  const admin = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId });
  const invited = await admin.post('/invitations', {
    roles: ['ENTERPRISE_CLERK'],
    displayName: '演示',
    mobile,
  });
  expect(invited.status).toBe(201);
  await refuse(who);
  await book(enterpriseId);
  return [`/registrations/${who.registrationId}`, `/profile-changes/${changeId}`];
}

async function logIn(): Promise<void> {
  const asker = browser(api);
  errors.push((await asker.login('marked-login', MARKS.newPassword)).text);
  const { body } = await asker.login('marked-login', MARKS.password);
  tokens.push(body.accessToken as string, asker.cookie('qh_refresh'));
  errors.push((await browser(api, { qh_refresh: `${asker.cookie('qh_refresh')}x` }).refresh()).text);
  await asker.logout(body.accessToken as string);
  errors.push((await asker.get('/auth/me', body.accessToken as string)).text);
}

async function recover(): Promise<void> {
  await browser(api).post('/auth/recovery', { loginName: 'marked-login', channel: 'MOBILE' });
  await aCode(api, 'RECOVERY', 'marked-login');
  const body = { loginName: 'marked-login', code: CODE, newPassword: MARKS.newPassword };
  const answers = [
    await browser(api).post('/auth/recovery/confirm', { ...body, code: '999999' }),
    await browser(api).post('/auth/recovery/confirm', body),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 204]);
  errors.push(answers[0]?.text ?? '');
}

async function changeData(registrants: Registrants): Promise<string> {
  const { mobile, email, idNumber: agentIdNumber } = MARKS;
  const papers = ['BUSINESS_LICENSE', 'AUTHORIZATION_LETTER'];
  const contact = { kinds: ['CONTACT'], contactPerson: '演示新联系人', mobile, email };
  const body = { ...contact, agentIdNumber, legalRepresentativeIdNumber: agentIdNumber };
  const asker = { kind: 'CONTACT', applicantMobile: mobile, applicantEmail: email };
  const { id } = await arrangeChanges(api, registrants).submitted(code, body, papers, asker);
  await staff.post(`/profile-changes/${id}/unmask`, { reason: '与原件核对' });
  return id;
}

async function book(enterpriseId: string): Promise<void> {
  const institute = await arrangeInstitution(api.test);
  const { id } = await arrangeAppointment(api, institute, enterpriseId, 'CONFIRMED', {
    contactPhone: MARKS.mobile,
  });
  const counter = await api.signIn({ roles: [...INSTITUTION_ROLES], institutionId: institute.id });
  for (const path of ['/appointments', `/appointments/${id}`]) {
    const { status, text } = await counter.get(path);
    expect([path, status, leaksOf(text)]).toEqual([path, 200, []]);
  }
  await counter.post(`/appointments/${id}/unmask`, { reason: '与原件核对' });
}

/** What is wrong with what was sent is said without repeating it. */
async function refuse(who: SignedIn): Promise<void> {
  const { mobile, idNumber, password, email } = MARKS;
  const wrong = {
    mobile: `${mobile}9`,
    email: `${email} ${email}`,
    password,
    contactPerson: idNumber,
    extra: idNumber,
  };
  const post = (body: string, type = 'application/json') =>
    api.request().post('/api/v1/registrations').set('Content-Type', type).send(body);
  const answers: supertest.Response[] = [
    await browser(api).post('/registrations', wrong),
    await browser(api).post('/registrations', { ...wrong, loginName: 'marked-login', mobile, email }),
    await post(`{"mobile": "${mobile}", "password": "${password}"`),
    await post(`<a>${mobile}</a>`, 'text/xml'),
    await who.patch('/registrations/mine', { agentIdNumber: `${idNumber}0` }, 1),
    await browser(api).post('/auth/login', { loginName: [mobile], password: { password } }),
  ];
  for (const { status, text } of answers) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    errors.push(text);
  }
}

const leaksOf = (text: string): string[] =>
  [...Object.values(MARKS).filter((mark) => mark !== MARKS.email), ...tokens].filter((mark) =>
    text.includes(mark),
  );

/** The columns, those that are named after what they hold by their tables alone. */
const tablesOf = (columns: string[], name: string): string[] => [
  ...new Set(columns.map((each) => each.replace(new RegExp(`\\.(applicant_)?${name}$`), '')).sort()),
];

describe('marked numbers, passwords and tokens', () => {
  it('are in no line of the log, address or e-mail included', () => {
    const text = log.join('');
    expect(log.length).toBeGreaterThan(30);
    expect(leaksOf(text)).toEqual([]);
    expect(text).not.toContain(MARKS.email);
  });

  it('are in no answer that refuses something', () => {
    expect(errors.length).toBeGreaterThan(8);
    expect(leaksOf(errors.join('\n'))).toEqual([]);
  });

  it('stand in the database where they belong and nowhere else: no job, no event, no message', async () => {
    const everywhere: Record<string, string[]> = {};
    for (const mark of [MARKS.idNumber, MARKS.password, MARKS.newPassword, ...tokens])
      everywhere[mark] = await whereInDatabase(api, mark);
    expect(Object.values(everywhere).flat()).toEqual([]);
    // An answer kept for a day, to be given again, shows whoever asked what they had typed.
    const contacts = [
      'enterprise',
      'idempotency.response',
      'profile_change',
      'profile_change.before',
      'registration',
    ];
    const tables = [...contacts, 'account', 'invitation'];
    expect(tablesOf(await whereInDatabase(api, MARKS.email), 'email')).toEqual(
      [...contacts, 'account'].sort(),
    );
    expect(tablesOf(await whereInDatabase(api, MARKS.mobile), 'mobile')).toEqual(
      [...tables, 'appointment.contact_phone'].sort(),
    );
  });

  it('are masked in everything that staff, the platform and other members may read', async () => {
    const { body } = await api.request().get('/api/openapi.json');
    const lists = Object.entries(body.paths as Record<string, object>)
      .filter(([path, methods]) => 'get' in methods && !/\{|\/events$|captcha|health|openapi/.test(path))
      .map(([path]) => path.replace('/api/v1', ''));
    const leaks: string[] = [];
    for (const path of [...lists, ...paths, ...paths.map((each) => `${each}/history`)])
      for (const [name, who] of Object.entries({ staff, platform, viewer })) {
        const { text = '' } = await who.get(path);
        for (const mark of leaksOf(text)) leaks.push(`${name} ${path}: ${mark}`);
      }
    // Whom its own booking names, an enterprise knows.
    expect(leaks).toEqual([`viewer /appointments: ${MARKS.mobile}`]);
  });
});

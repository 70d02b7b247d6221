import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { authLogin } from '@quanheng/api-client';
import { answer, openApi, type Api } from '../client/person.js';
import { sampleOf, type BodySchema } from '../client/sample.js';
import { startInstance, type Instance } from '../instance/start-instance.js';
import { setStage } from '../story/cast.js';
import { upload } from '../story/import-instruments.js';
import { silentJournal } from '../story/journal.js';
import { ledgerRows } from '../story/ledger-rows.js';
import { aNewcomer } from '../story/newcomer.js';
import { certify, enrol } from '../story/one-instrument.js';

// Another enterprise's id doesn't exist for me, whatever the route (`api.md`, Tenancy). Every route of the document that
// names a record is asked for with the records of one enterprise and its institution: by the admin of another enterprise,
// and by the staff of another institution, who hold between them every role that an institution has.
// Real: API, worker, PostgreSQL with row security, Chromium.
jest.setTimeout(180_000);

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { content: Record<string, { schema: BodySchema }> };
  readonly security?: readonly unknown[];
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, BodySchema> };
}

let instance: Instance;
let document: Document;
/** The records of one enterprise, by the resource that they are found under. */
let foreign: Record<string, string>;
let strangers: string;
let otherInstitution: string[];

beforeAll(async () => {
  instance = await startInstance();
  const api = await openApi(instance.baseUrl);
  const stage = await setStage(api, silentJournal);
  const newcomer = aNewcomer();
  const clerk = await enrol(stage, newcomer);
  const trail = await certify(stage, clerk, newcomer);
  const batch = await upload(stage, clerk, ledgerRows(newcomer.mark, '2026-11-23').slice(0, 3));
  const { items: mail } = (await get(
    await tokenOf(api, newcomer.loginName, newcomer.password),
    '/notifications',
  )) as {
    items: { id: string }[];
  };
  foreign = {
    instruments: trail.instrument.id,
    filings: trail.filing.id,
    appointments: trail.appointment.id,
    receipts: trail.receipt.id,
    tasks: trail.task.id,
    certificates: trail.certificate.id,
    imports: batch.id,
    registrations: clerk.account?.registrationId ?? '',
    notifications: mail[0]?.id ?? '',
  };
  strangers = await tokenOf(api, 'yiyuan', 'Quanheng-demo-2026');
  otherInstitution = await Promise.all(
    ['sihui', 'sihuijian', 'sihuihe'].map((name) => tokenOf(api, name, 'Quanheng-demo-2026')),
  );
  document = (await (await fetch(`${instance.baseUrl}/api/openapi.json`)).json()) as Document;
});
afterAll(() => instance?.stop());

async function tokenOf(api: Api, loginName: string, password: string): Promise<string> {
  const { client } = api.visitor();
  return (await answer(authLogin({ client, body: { loginName, password } }))).accessToken;
}

async function get(token: string, path: string): Promise<unknown> {
  const headers = { Authorization: `Bearer ${token}` };
  return (await fetch(`${instance.baseUrl}/api/v1${path}`, { headers })).json();
}

/** What every upload takes for a picture: a refusal is about the record, then. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const resolve = (ref: string) => document.components.schemas[ref.split('/').at(-1) ?? ''] ?? {};

/** The route with the foreign record in it, and something well formed in every other place. */
function addressOf(path: string): string | null {
  const resource = /^\/api\/v1\/([\w-]+)\/\{id\}/.exec(path)?.[1] ?? '';
  const id = foreign[resource];
  if (!id) return null;
  return path
    .replaceAll(/\{(id|\w+Id)\}/g, id)
    .replace('{kind}', 'BUSINESS_LICENSE')
    .replace('{letter}', 'integrity-pledge')
    .replace('{rowNumber}', '3');
}

async function ask(token: string, method: string, address: string, { requestBody }: Operation) {
  const json = requestBody?.content['application/json'];
  const form = requestBody?.content['multipart/form-data'];
  const file = new FormData();
  file.append('file', new File([PIXEL], 'demo.png', { type: 'image/png' }));
  const response = await fetch(`${instance.baseUrl}${address}`, {
    method: method.toUpperCase(),
    headers: {
      Authorization: `Bearer ${token}`,
      'Idempotency-Key': randomUUID(),
      'If-Match': '"v1"',
      ...(json ? { 'Content-Type': 'application/json' } : {}),
    },
    body: json ? JSON.stringify(sampleOf(json.schema, resolve)) : form ? file : undefined,
  });
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  return `${response.status} ${code}`;
}

/** What each operation that names one of the records answers. */
async function askAll(token: string): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [path, operations] of Object.entries(document.paths)) {
    const address = addressOf(path);
    if (!address) continue;
    for (const [method, operation] of Object.entries(operations)) {
      answers[operation.operationId] = await ask(token, method, address, operation);
    }
  }
  return answers;
}

const UNSEEN = '404 record.not-found';
/** A route of other roles is refused before anything is looked for. */
const wrongIn = (answers: Record<string, string>) =>
  Object.entries(answers).filter(([, given]) => given !== UNSEEN && given !== '403 access.forbidden');
const unseenIn = (answers: Record<string, string>) =>
  Object.keys(answers).filter((operation) => answers[operation] === UNSEEN);

async function expectInNoList(token: string): Promise<void> {
  for (const [resource, id] of Object.entries(foreign)) {
    if (resource === 'registrations') continue;
    const page = JSON.stringify(await get(token, `/${resource}`));
    expect(page).not.toContain(id);
    // A list of other roles is refused; every other one is there.
    if (!page.includes('access.forbidden')) expect(page).toContain('"items"');
  }
}

describe('the records of another enterprise and institution', () => {
  it('are all there', () => {
    expect(Object.values(foreign)).toEqual(
      Object.values(foreign).map(() => expect.stringMatching(/^[0-9a-f-]{36}$/)),
    );
  });

  it('are not found by an enterprise, on whichever route', async () => {
    const answers = await askAll(strangers);
    expect(Object.keys(answers).length).toBeGreaterThan(50);
    expect(wrongIn(answers)).toEqual([]);
    // Most are refused by what is seen, not by who asks.
    expect(unseenIn(answers).length).toBeGreaterThan(Object.keys(answers).length / 2);
  });

  it('are not found by an institution, whose staff have every role', async () => {
    const answers = await Promise.all(otherInstitution.map(askAll));
    expect(answers.flatMap(wrongIn)).toEqual([]);
    const unseen = new Set(answers.flatMap(unseenIn));
    expect(unseen.size).toBeGreaterThan(Object.keys(answers[0] ?? {}).length / 2);
  });

  it('are in no list of either', async () => {
    for (const token of [strangers, ...otherInstitution]) await expectInNoList(token);
  });
});

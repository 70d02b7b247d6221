import { expect } from '@jest/globals';
import { InstitutionEntity, RegionEntity, systemContext } from '@quanheng/database';
import sharp from 'sharp';
import type supertest from 'supertest';
import { uuidv7 } from 'uuidv7';
import type { ApiUnderTest, SignedIn } from './api-under-test.js';
import { browser, PASSWORD } from './browser.js';

export const PAPERS = ['BUSINESS_LICENSE', 'AUTHORIZATION_LETTER', 'INTEGRITY_PLEDGE'];

/** Synthetic: no such person, no such enterprise. */
export const ORGANISATION = {
  enterpriseName: '演示注册有限公司',
  creditCode: '91441202xyxy000135',
  regionCode: '441202',
  address: '演示路 3 号',
  legalRepresentative: '演示法定代表人',
  legalRepresentativeIdNumber: '110101199003070003',
  agentIdNumber: '110101199003070003',
  supervisionPhone: '0758-0000000',
};

export interface Registrant extends SignedIn {
  readonly registrationId: string;
  /** `/registrations/<id>` */
  readonly path: string;
}

export const aRegistrationBody = (changes: object = {}) => ({
  loginName: `demo-${uuidv7()}`,
  password: PASSWORD,
  registrantKind: 'AGENT',
  contactPerson: '演示经办人',
  mobile: '13800000000',
  email: 'demo@demo.example',
  ...changes,
});

export const read = async (who: SignedIn, path: string) => (await who.get(path)).body;

/** An institution and its regions, and what registrants do with it. */
export async function arrangeRegistrants(api: ApiUnderTest) {
  const institutionId = uuidv7();
  await arrangeMasterData(api, institutionId);
  const image = await aPicture();

  async function register(changes: object = {}): Promise<Registrant> {
    const answer = await browser(api).post('/registrations', aRegistrationBody(changes));
    expect(answer.status).toBe(201);
    const { id, registrationId } = answer.body.account;
    const who = api.as({ accountId: id, token: answer.body.accessToken });
    return { ...who, registrationId, path: `/registrations/${registrationId}` };
  }
  const upload = (
    who: Registrant,
    kind: string,
    content: Buffer = image,
    name = 'demo.png',
  ): supertest.Test => who.put(`${who.path}/papers/${kind}`).attach('file', content, name);
  async function fillIn(who: Registrant, changes: object = {}): Promise<supertest.Response> {
    const { version } = await read(who, who.path);
    return who.patch(who.path, { ...ORGANISATION, institutionId, ...changes }, version);
  }
  async function submit(who: Registrant): Promise<supertest.Response> {
    const { version } = await read(who, who.path);
    return who.post(`${who.path}/submit`, {}, { version });
  }
  async function aSubmitted(changes: object = {}): Promise<Registrant> {
    const who = await register();
    expect((await fillIn(who, changes)).status).toBe(200);
    for (const kind of PAPERS) expect((await upload(who, kind)).status).toBe(200);
    expect((await submit(who)).status).toBe(200);
    return who;
  }
  return { institutionId, image, register, upload, fillIn, submit, aSubmitted };
}

const aPicture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();

async function arrangeMasterData({ test }: ApiUnderTest, institutionId: string): Promise<void> {
  await test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(InstitutionEntity, {
      id: institutionId,
      version: 1,
      code: 'YS',
      name: '演示检定所',
      regionCode: '441200',
      authorizationNumber: '演示',
      address: '演示路',
      phone: '0758-0000000',
    });
    await tx.manager.insert(RegionEntity, [
      { code: '440000', name: '广东省' },
      { code: '441200', name: '肇庆市' },
      { code: '441202', name: '端州区' },
      { code: '441283', name: '高要市', retired: true, successor: '441202' },
    ]);
  });
}

import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  AttachmentEntity,
  AuditEventEntity,
  ContactCodeEntity,
  EnterpriseEntity,
  ErasureRequestEntity,
  InvitationEntity,
  NotificationEntity,
  ProfileChangeEntity,
  publicContext,
  RegistrationEntity,
  SessionEntity,
  systemContext,
  type TenantContext,
} from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { tell } from '@quanheng/operations';
import { In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { eraseDue } from './erase-due.handler.js';
import { exportOwnData } from './export-own-data.js';

// Real: PostgreSQL with row security. Not real: the store of files.
let test: TestDatabase;
let enterpriseId: string;
let accountId: string;
beforeAll(async () => void (test = await createTestDatabase()));
afterAll(() => test.close());
beforeEach(async () => {
  [enterpriseId, accountId] = [uuidv7(), uuidv7()];
  await test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(EnterpriseEntity, {
      ...{ id: enterpriseId, version: 1, name: '演示企业', creditCode: enterpriseId, regionCode: '441202' },
      ...{
        address: '演示路',
        legalRepresentative: '演示法人',
        contactPerson: '演示联系人',
        mobile: '13800000000',
      },
      ...{ email: 'demo@example.com', institutionId: uuidv7(), approvedOn: '2026-01-01' },
    });
    await tx.manager.insert(AccountEntity, {
      ...{
        id: accountId,
        loginName: accountId,
        loginKey: accountId,
        displayName: '演示人员',
        passwordHash: 'secret-hash',
      },
      ...{
        status: 'ACTIVE',
        roles: ['ENTERPRISE_ADMIN'],
        enterpriseId,
        email: 'a@example.com',
        mobile: '13900000000',
      },
    });
    const now = new Date();
    await tx.manager.insert(SessionEntity, {
      ...{ id: uuidv7(), accountId, refreshHash: 'x', createdAt: now, lastUsedAt: now, expiresAt: now },
    });
    await tx.manager.insert(AttachmentEntity, {
      ...{
        id: uuidv7(),
        kind: 'BUSINESS_LICENSE',
        enterpriseId,
        fileName: '执照.pdf',
        mediaType: 'application/pdf',
      },
      ...{ size: 4, sha256: 'x', storageKey: 'k', createdAt: now },
    });
  });
});

const find = <T extends object>(entity: new () => T, where: object) =>
  test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(entity, where as never));
const context = { signal: new AbortController().signal, requestId: undefined, attempt: 1 };
const erase = (on: string) => eraseDue({ database: test.database } as WorkerServices)({ on }, context);
const request = async (scope: 'ACCOUNT' | 'ENTERPRISE', dueOn = '2026-11-30') => {
  const id = uuidv7();
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(ErasureRequestEntity, { id, scope, accountId, enterpriseId, createdAt: tx.now, dueOn }),
  );
  return id;
};

const MARKED = 'marked-personal-data';
const ofPerson = (mark: string) => ({
  ...{ legalRepresentative: mark, contactPerson: mark, mobile: mark, email: mark },
});
const anotherAdmin = () =>
  test.database.write(systemContext(), (tx) => {
    const id = uuidv7();
    return tx.manager.insert(AccountEntity, {
      ...{ id, loginName: id, loginKey: id, displayName: '演示', passwordHash: 'none', status: 'ACTIVE' },
      ...{ roles: ['ENTERPRISE_ADMIN'], enterpriseId },
    });
  });

describe('being forgotten', () => {
  it('happens on its day, not before: the account is closed and tells nobody’s name', async () => {
    await anotherAdmin();
    const id = await request('ACCOUNT');
    await erase('2026-11-29');
    expect(await find(AccountEntity, { id: accountId })).toMatchObject({ status: 'ACTIVE' });
    await erase('2026-11-30');
    expect(await find(AccountEntity, { id: accountId })).toMatchObject({
      ...{
        status: 'DISABLED',
        displayName: '已注销账号',
        loginName: `erased-${accountId}`,
        passwordHash: 'none',
      },
      ...{ roles: [], email: null, mobile: null },
    });
    await expect(find(SessionEntity, { accountId })).rejects.toThrow();
    expect((await find(ErasureRequestEntity, { id })).doneAt).not.toBeNull();
    expect(await find(AuditEventEntity, { action: 'privacy.erase', objectId: accountId })).toMatchObject({
      enterpriseId,
    });
  });

  it('of an enterprise takes people, contacts and papers, and frees its code', async () => {
    const id = await request('ENTERPRISE');
    await erase('2026-11-30');
    expect(await find(EnterpriseEntity, { id: enterpriseId })).toMatchObject({
      ...{ name: '演示企业', contactPerson: '已注销', legalRepresentative: '已注销', mobile: '', email: '' },
      closedAt: expect.any(Date),
    });
    expect(await find(AccountEntity, { id: accountId })).toMatchObject({ status: 'DISABLED' });
    expect((await find(AttachmentEntity, { enterpriseId })).deletedAt).not.toBeNull();
    expect((await find(ErasureRequestEntity, { id })).result).toEqual({
      accounts: 1,
      files: 1,
      instruments: 0,
    });
    const { creditCode } = await find(EnterpriseEntity, { id: enterpriseId });
    await test.database.write(systemContext(), async (tx) => {
      const row = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: enterpriseId });
      await tx.manager.insert(EnterpriseEntity, { ...row, id: uuidv7(), creditCode, closedAt: null });
    });
  });

  it('of an enterprise takes its changes of data, their papers and codes, and its invitations', async () => {
    const { creditCode } = await find(EnterpriseEntity, { id: enterpriseId });
    const changes = { DRAFT: uuidv7(), APPROVED: uuidv7() };
    await test.database.write(systemContext(), async (tx) => {
      for (const [status, id] of Object.entries(changes)) {
        await tx.manager.insert(ProfileChangeEntity, {
          ...{ id, enterpriseId, institutionId: uuidv7(), caseNumber: id, status: status as 'DRAFT' },
          ...{
            kinds: ['NAME', 'CONTACT'],
            proof: 'REVIEW',
            enterpriseName: '演示更名',
            contactPerson: MARKED,
          },
          ...{ mobile: MARKED, email: MARKED, agentIdNumber: MARKED, legalRepresentativeIdNumber: MARKED },
          ...{ applicantName: MARKED, applicantMobile: MARKED, applicantEmail: MARKED },
          before: { enterpriseName: '演示企业', ...ofPerson(MARKED) },
        });
        await tx.manager.insert(AttachmentEntity, {
          ...{
            id,
            kind: 'AUTHORIZATION_LETTER',
            profileChangeId: id,
            fileName: 'x.pdf',
            mediaType: 'application/pdf',
          },
          ...{ size: 4, sha256: 'x', storageKey: 'k', createdAt: tx.now },
        });
        await tell(tx, { profileChangeId: id }, { template: 'account.locked', params: {}, link: '/' });
      }
      const times = { createdAt: tx.now, expiresAt: tx.now };
      for (const subject of [creditCode, changes.DRAFT])
        await tx.manager.insert(ContactCodeEntity, {
          ...{ id: uuidv7(), purpose: 'PROFILE_CHANGE', subject, channel: 'EMAIL', ...times },
        });
      await tx.manager.insert(InvitationEntity, {
        ...{ id: uuidv7(), version: 1, enterpriseId, roles: ['ENTERPRISE_CLERK'], displayName: MARKED },
        ...{ email: MARKED, invitedByName: '演示', expiresAt: tx.now },
      });
    });
    await request('ENTERPRISE');
    await erase('2026-11-30');
    const [rows, papers, codes, messages, invitations] = await test.database.read(systemContext(), (tx) =>
      Promise.all([
        tx.manager.find(ProfileChangeEntity, { where: { enterpriseId }, order: { status: 'ASC' } }),
        tx.manager.findBy(AttachmentEntity, { profileChangeId: In(Object.values(changes)) }),
        tx.manager.countBy(ContactCodeEntity, { subject: In([creditCode, changes.DRAFT]) }),
        tx.manager.countBy(NotificationEntity, { profileChangeId: In(Object.values(changes)) }),
        tx.manager.countBy(InvitationEntity, { enterpriseId }),
      ]),
    );
    expect(rows.map(({ status }) => status)).toEqual(['APPROVED', 'WITHDRAWN']);
    expect(JSON.stringify(rows)).not.toContain(MARKED);
    expect(rows[0]).toMatchObject({ enterpriseName: '演示更名', before: { enterpriseName: '演示企业' } });
    expect(papers.map(({ deletedAt }) => deletedAt)).toEqual([expect.any(Date), expect.any(Date)]);
    expect([codes, messages, invitations]).toEqual([0, 0, 0]);
  });

  it('of somebody who never got further than a registration takes the case and its papers', async () => {
    const registrationId = uuidv7();
    await test.database.write(systemContext(), async (tx) => {
      await tx.manager.update(AccountEntity, accountId, {
        ...{ roles: ['REGISTRANT'], enterpriseId: null, registrationId },
      });
      await tx.manager.insert(RegistrationEntity, {
        ...{ id: registrationId, caseNumber: registrationId, accountId, registrantKind: 'AGENT' },
        ...{ status: 'SUBMITTED', agentIdNumber: MARKED, mobile: MARKED },
      });
      await tx.manager.update(AttachmentEntity, { enterpriseId }, { enterpriseId: null, registrationId });
    });
    await request('ACCOUNT');
    await erase('2026-11-30');
    expect(await find(AccountEntity, { id: accountId })).toMatchObject({ status: 'ACTIVE' });
    await test.database.write(systemContext(), (tx) =>
      tx.manager.update(RegistrationEntity, registrationId, { status: 'RETURNED' }),
    );
    await erase('2026-12-01');
    expect(await find(AccountEntity, { id: accountId })).toMatchObject({ status: 'DISABLED', mobile: null });
    const left = await test.database.read(systemContext(), (tx) =>
      Promise.all([
        tx.manager.countBy(RegistrationEntity, { id: registrationId }),
        tx.manager.countBy(AttachmentEntity, { registrationId }),
      ]),
    );
    expect(left).toEqual([0, 0]);
  });

  it('of the last admin waits, whatever was true when it was asked for', async () => {
    await request('ACCOUNT');
    await erase('2026-12-31');
    expect(await find(AccountEntity, { id: accountId })).toMatchObject({ status: 'ACTIVE' });
  });

  it('that was taken back doesn’t happen', async () => {
    const id = await request('ACCOUNT');
    await test.database.write(systemContext(), (tx) =>
      tx.manager.update(ErasureRequestEntity, id, { cancelledAt: tx.now }),
    );
    await erase('2026-12-31');
    expect(await find(AccountEntity, { id: accountId })).toMatchObject({ status: 'ACTIVE' });
  });
});

describe('taking data out', () => {
  async function run(scope: 'ACCOUNT' | 'ENTERPRISE', who: Partial<TenantContext>) {
    const storage = { get: async () => Readable.from(['%PDF']) };
    const { file, counts } = await exportOwnData(
      { database: test.database, storage } as unknown as WorkerServices,
      {
        ...{ id: uuidv7(), params: { scope }, context: { ...publicContext(), ...who } },
        signal: context.signal,
        progress: async () => undefined,
      },
    );
    const zip = await buffer(file?.body as Readable);
    return {
      // eslint-disable-next-line no-control-regex -- how a zip marks its entries
      names: [...zip.toString('latin1').matchAll(/PK\x01\x02[\s\S]{42}([\w./]+?\.json)/g)].map(
        (match) => match[1],
      ),
      counts,
      zip,
    };
  }

  it('gives a person the account, sessions and what was done', async () => {
    const { names } = await run('ACCOUNT', { kind: 'enterprise', accountId, enterpriseId });
    expect(names).toEqual(['account.json', 'sessions.json', 'actions.json', 'views.json', 'requests.json']);
  });

  it('gives an admin what the enterprise has, files included, and nothing of another', async () => {
    const { names, counts } = await run('ENTERPRISE', {
      kind: 'enterprise',
      accountId,
      enterpriseId,
      roles: ['ENTERPRISE_ADMIN'],
    });
    expect(names).toEqual(
      expect.arrayContaining(['enterprise.json', 'members.json', 'instrument.json', 'certificate.json']),
    );
    expect(counts).toEqual({ files: 10 });
    const foreign = await run('ENTERPRISE', { kind: 'enterprise', accountId, enterpriseId: uuidv7() });
    expect(foreign.counts).toEqual({ files: 9 });
  });
});

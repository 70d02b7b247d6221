import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verify } from '@node-rs/argon2';
import {
  AccountEntity,
  AttachmentEntity,
  AuditEventEntity,
  ContactCodeEntity,
  NotificationEntity,
  RegistrationEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import type { OutgoingMessage } from '@quanheng/notifications';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { expireDrafts } from './expire-drafts.handler.js';
import { sendContactCode } from './send-contact-code.handler.js';

// Real: PostgreSQL, Argon2id. The channels only keep what they are given. `domain.md` section 1.
const job = { signal: new AbortController().signal, requestId: 'r-1', attempt: 1 };
let test: TestDatabase;
let services: WorkerServices;
const sent: (OutgoingMessage & { by: string })[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  const channel = (by: string) => ({
    send: async (message: OutgoingMessage) => (sent.push({ ...message, by }), { providerId: message.id }),
  });
  services = {
    database: test.database,
    channels: { EMAIL: channel('EMAIL'), SMS: channel('SMS') },
    config: { PUBLIC_URL: 'http://localhost:3000' },
  } as unknown as WorkerServices;
});
afterAll(() => test.close());

const write = <T>(work: (tx: Transaction) => Promise<T>) => test.database.write(systemContext(), work);

async function aDraft(updatedAt: string, email = `${uuidv7()}@demo.example`) {
  const [id, accountId] = [uuidv7(), uuidv7()];
  await write(async (tx) => {
    await tx.manager.insert(AccountEntity, {
      ...{
        id: accountId,
        loginName: accountId,
        loginKey: accountId,
        displayName: '演示',
        passwordHash: 'none',
      },
      ...{ status: 'ACTIVE', roles: ['REGISTRANT'], registrationId: id, email, mobile: '13800000000' },
    });
    const row = { id, caseNumber: id, accountId, status: 'DRAFT' as const, registrantKind: 'AGENT' as const };
    await tx.manager.insert(RegistrationEntity, row);
    await tx.query('UPDATE registration SET updated_at = $2 WHERE id = $1', [id, updatedAt]);
  });
  return { id, accountId, email };
}
const run = (on: string) => {
  test.clock.set(`${on}T02:00:00Z`);
  return expireDrafts(services)({ on }, job);
};
const exists = (id: string) => write((tx) => tx.manager.existsBy(RegistrationEntity, { id }));

describe('a draft that nobody goes on with', () => {
  it('is told of once, and deleted with its account and papers some days later', async () => {
    const old = await aDraft('2026-09-20T02:00:00Z');
    const fresh = await aDraft('2026-11-01T02:00:00Z');
    const paper = uuidv7();
    await write((tx) =>
      tx.manager.insert(AttachmentEntity, {
        ...{
          id: paper,
          kind: 'BUSINESS_LICENSE',
          registrationId: old.id,
          fileName: 'demo.png',
          mediaType: 'image/png',
        },
        ...{ size: 4, sha256: '', storageKey: 'demo', createdAt: new Date('2026-09-20T02:00:00Z') },
      }),
    );
    await run('2026-11-23');
    await run('2026-11-23');
    const told = await write((tx) =>
      tx.manager.findBy(NotificationEntity, { template: 'registration.draft-expiring' }),
    );
    expect(told.map(({ registrationId, params }) => [registrationId, params['days']])).toEqual([[old.id, 7]]);
    await run('2026-11-29');
    expect(await exists(old.id)).toBe(true);
    await run('2026-11-30');
    expect([await exists(old.id), await exists(fresh.id)]).toEqual([false, true]);
    expect(await write((tx) => tx.manager.existsBy(AccountEntity, { id: old.accountId }))).toBe(false);
    const row = await write((tx) => tx.manager.findOneByOrFail(AttachmentEntity, { id: paper }));
    expect(row.deletedAt).not.toBeNull();
    const [event] = await write((tx) => tx.manager.findBy(AuditEventEntity, { objectId: old.id }));
    expect(event).toMatchObject({ action: 'registration.expire', actorId: null });
  });

  it('stays when it was gone on with after the warning', async () => {
    const draft = await aDraft('2026-09-20T02:00:00Z');
    await run('2026-11-23');
    await write((tx) =>
      tx.query('UPDATE registration SET updated_at = $2 WHERE id = $1', [draft.id, '2026-11-24T02:00:00Z']),
    );
    await run('2026-11-30');
    expect(await exists(draft.id)).toBe(true);
  });
});

describe('a code to a registered contact', () => {
  const aCode = (subject: string, channel: 'EMAIL' | 'MOBILE' = 'EMAIL', age = 0) =>
    write(async (tx) => {
      const id = uuidv7();
      const expiresAt = new Date(Date.now() + 60_000 - age);
      const createdAt = new Date();
      await tx.manager.insert(ContactCodeEntity, {
        id,
        purpose: 'RESUME_REGISTRATION',
        subject,
        channel,
        createdAt,
        expiresAt,
      });
      return id;
    });
  const send = (contactCodeId: string) => sendContactCode(services)({ contactCodeId }, job);

  it('goes to what is on record by its channel, and is stored as a slow hash only', async () => {
    const { email } = await aDraft('2026-11-20T02:00:00Z');
    const id = await aCode(email);
    await send(id);
    await send(id);
    const [mail, ...more] = sent.splice(0);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ by: 'EMAIL', to: email });
    const row = await write((tx) => tx.manager.findOneByOrFail(ContactCodeEntity, { id }));
    expect(await verify(row.codeHash ?? '', /\d{6}/.exec(mail?.text ?? '')?.[0] ?? '')).toBe(true);
    await send(await aCode('13800000000', 'MOBILE'));
    expect(sent.splice(0)).toEqual([expect.objectContaining({ by: 'SMS', to: '13800000000' })]);
  });

  it('is not sent to nobody, nor once expired', async () => {
    const { email } = await aDraft('2026-11-20T02:00:00Z');
    await send(await aCode('nobody@demo.example'));
    await send(await aCode(email, 'EMAIL', 120_000));
    expect(sent).toEqual([]);
  });
});

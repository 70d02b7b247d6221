import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verify } from '@node-rs/argon2';
import {
  AccountEntity,
  AttachmentEntity,
  ContactCodeEntity,
  RegistrationEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import type { OutgoingMessage } from '@quanheng/notifications';
import { createStorage } from '@quanheng/storage';
import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { cleanUpAccounts } from './clean-up-accounts.handler.js';
import { expireDrafts } from './expire-drafts.handler.js';
import { purgePapers } from './purge-papers.handler.js';
import { sendContactCode } from './send-contact-code.handler.js';

// Real: PostgreSQL, Argon2id, files, encryption. The channel only keeps what it is given.
const job = { signal: new AbortController().signal, requestId: 'r-1', attempt: 1 };
let test: TestDatabase;
let folder: string;
let services: WorkerServices;
const mails: OutgoingMessage[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'quanheng-worker-'));
  const keep = { send: async (mail: OutgoingMessage) => (mails.push(mail), { providerId: mail.id }) };
  services = {
    database: test.database,
    storage: createStorage({ directory: folder, encryptionKeys: [{ id: 'k1', key: Buffer.alloc(32, 7) }] }),
    logger: pino({ level: 'silent' }),
    channels: { EMAIL: keep, SMS: keep },
    config: { PUBLIC_URL: 'http://localhost:3000' },
  } as unknown as WorkerServices;
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

const write = <T>(work: (tx: Transaction) => Promise<T>) => test.database.write(systemContext(), work);

describe('a recovery code', () => {
  const aCode = (subject: string, changes: Partial<ContactCodeEntity> = {}) =>
    write(async (tx) => {
      const id = uuidv7();
      const expiresAt = new Date(Date.now() + 60_000);
      await tx.manager.insert(ContactCodeEntity, {
        id,
        ...{ purpose: 'RECOVERY', subject, channel: 'EMAIL' },
        createdAt: new Date(),
        expiresAt,
        ...changes,
      });
      return id;
    });
  const send = (contactCodeId: string) => sendContactCode(services)({ contactCodeId }, job);

  beforeAll(() =>
    write((tx) =>
      tx.manager.insert(AccountEntity, {
        id: uuidv7(),
        loginName: 'demo',
        loginKey: 'demo',
        displayName: '演示人员',
        passwordHash: 'none',
        status: 'ACTIVE',
        email: 'demo@demo.example',
      }),
    ),
  );

  it('is mailed to the registered address and stored as a slow hash only', async () => {
    const id = await aCode('demo');
    await send(id);
    const mail = mails.pop();
    const code = /\d{6}/.exec(mail?.text ?? '')?.[0] ?? '';
    expect(mail).toMatchObject({ id, to: 'demo@demo.example' });
    const row = await write((tx) => tx.manager.findOneByOrFail(ContactCodeEntity, { id }));
    expect(row.codeHash).toMatch(/^\$argon2id\$/);
    expect(await verify(row.codeHash ?? '', code)).toBe(true);
    await send(id);
    expect(mails).toHaveLength(0);
  });

  it('goes by SMS where that was asked for or only that is registered', async () => {
    await write(async (tx) => {
      const row = { displayName: '演示', passwordHash: 'none', status: 'ACTIVE' as const };
      const contacts = [{ mobile: '13800000000' }, { mobile: '13800000000', email: 'x@demo.example' }];
      for (const [i, contact] of contacts.entries())
        await tx.manager.insert(AccountEntity, {
          id: uuidv7(),
          loginName: `m${i}`,
          loginKey: `m${i}`,
          ...row,
          ...contact,
        });
    });
    await send(await aCode('m0'));
    await send(await aCode('m1', { channel: 'MOBILE' }));
    const sent = mails.splice(0).map(({ to, template }) => [to, template]);
    expect(sent).toEqual(Array(2).fill(['13800000000', 'account.recovery-code']));
  });

  it('is not sent for a name that does not exist, nor once expired', async () => {
    await send(await aCode('nobody'));
    await send(await aCode('demo', { expiresAt: new Date(Date.now() - 1000) }));
    expect(mails).toHaveLength(0);
  });
});

describe('papers of registrations', () => {
  const aPaper = (registrationId: string, changes: Partial<AttachmentEntity>) =>
    write(async (tx) => {
      const storageKey = services.storage.newKey('paper');
      await services.storage.put(storageKey, Buffer.from('demo'), { encrypt: true });
      const row = {
        id: uuidv7(),
        registrationId,
        fileName: 'demo.png',
        mediaType: 'image/png',
        size: 4,
        sha256: '',
      };
      await tx.manager.insert(AttachmentEntity, {
        ...row,
        storageKey,
        createdAt: tx.now,
        ...changes,
      } as never);
      return { id: row.id, storageKey };
    });
  const aRegistration = (decidedAt: Date | null, decision: 'APPROVED' | 'REJECTED' = 'APPROVED') =>
    write(async (tx) => {
      const id = uuidv7();
      await tx.manager.insert(RegistrationEntity, {
        id,
        caseNumber: id,
        status: decidedAt ? decision : 'SUBMITTED',
        accountId: uuidv7(),
        registrantKind: 'LEGAL_REPRESENTATIVE',
        decidedAt,
      });
      return id;
    });

  it('lose their ID cards 30 days after the decision, and the files that were replaced', async () => {
    const old = await aRegistration(new Date('2026-10-23T08:00:00Z'));
    const recent = await aRegistration(new Date('2026-10-25T08:00:00Z'));
    const open = await aRegistration(null);
    const gone = [
      await aPaper(old, { kind: 'ID_CARD_FRONT' }),
      await aPaper(open, { kind: 'BUSINESS_LICENSE', deletedAt: new Date() }),
    ];
    const kept = [
      await aPaper(old, { kind: 'BUSINESS_LICENSE' }),
      await aPaper(recent, { kind: 'ID_CARD_BACK' }),
      await aPaper(open, { kind: 'ID_CARD_FRONT' }),
    ];
    await purgePapers(services)({ on: '2026-11-23' }, job);
    await purgePapers(services)({ on: '2026-11-23' }, job);
    for (const { id, storageKey } of gone) {
      expect(await services.storage.exists(storageKey)).toBe(false);
      const row = await write((tx) => tx.manager.findOneByOrFail(AttachmentEntity, { id }));
      expect([row.storageKey, row.deletedAt]).toEqual(['', expect.any(Date)]);
    }
    for (const { storageKey } of kept) expect(await services.storage.exists(storageKey)).toBe(true);
  });

  it('of a rejected one are all gone from the storage 90 days after, and not a day before', async () => {
    const rejected = await aRegistration(new Date('2026-05-01T08:00:00Z'), 'REJECTED');
    const papers = [
      await aPaper(rejected, { kind: 'BUSINESS_LICENSE' }),
      await aPaper(rejected, { kind: 'INTEGRITY_PLEDGE' }),
    ];
    const lying = () => Promise.all(papers.map(({ storageKey }) => services.storage.exists(storageKey)));
    await purgePapers(services)({ on: '2026-07-30' }, job);
    expect(await lying()).toEqual([true, true]);
    await purgePapers(services)({ on: '2026-07-31' }, job);
    expect(await lying()).toEqual([false, false]);
  });

  it('of a draft that expired are gone from the storage with the next purge', async () => {
    const draft = await aRegistration(null);
    const paper = await aPaper(draft, {
      kind: 'BUSINESS_LICENSE',
      createdAt: new Date('2026-07-01T00:00:00Z'),
    });
    await write((tx) =>
      tx.query(
        `UPDATE registration SET status = 'DRAFT', updated_at = '2026-07-01', warned_at = '2026-09-01' WHERE id = $1`,
        [draft],
      ),
    );
    await expireDrafts(services)({ on: '2026-11-23' }, job);
    expect(await services.storage.exists(paper.storageKey)).toBe(true);
    await purgePapers(services)({ on: '2026-11-23' }, job);
    expect(await services.storage.exists(paper.storageKey)).toBe(false);
  });
});

describe('what log-in leaves behind', () => {
  const count = (table: string) => write(async (tx) => (await tx.query(`SELECT 1 FROM ${table}`)).length);

  it('goes when nobody needs it any more, and the counters of accounts stay', async () => {
    await write(async (tx) => {
      await tx.query('DELETE FROM contact_code');
      const [account] = await tx.query<{ id: string }>('SELECT id FROM account LIMIT 1');
      const ages = ['1 minute', '1 year', '2 years'];
      for (const age of ages) {
        const then = `now() - interval '${age}'`;
        await tx.query(`INSERT INTO browser_counter VALUES (gen_random_uuid(), 5, ${then})`);
        await tx.query(`INSERT INTO login_counter (login_key, failures) VALUES ($1, 9)`, [age]);
        await tx.query(
          `INSERT INTO contact_code (id, purpose, subject, channel, created_at, expires_at)
           VALUES (gen_random_uuid(), 'RECOVERY', 'x', 'EMAIL', ${then}, ${then})`,
        );
        await tx.query(
          `INSERT INTO login_challenge VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'x', ${then}, ${then})`,
        );
        await tx.query(`INSERT INTO spent_captcha VALUES ($1, ${then} + interval '5 minutes')`, [age]);
        await tx.query(
          `INSERT INTO wechat_state VALUES ($1, gen_random_uuid(), NULL, ${then} + interval '5 minutes')`,
          [age],
        );
        await tx.query(
          `INSERT INTO session (id, account_id, refresh_hash, created_at, last_used_at, expires_at)
           VALUES (gen_random_uuid(), $1, '', ${then}, ${then}, ${then})`,
          [account?.id],
        );
      }
    });
    await cleanUpAccounts(services)({ on: '2026-11-23' }, job);
    await cleanUpAccounts(services)({ on: '2026-11-23' }, job);
    const kept = [
      'browser_counter',
      'contact_code',
      'login_challenge',
      'spent_captcha',
      'wechat_state',
      'session',
    ];
    for (const table of kept) expect([table, await count(table)]).toEqual([table, 1]);
    expect(await count('login_counter')).toBe(3);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EnterpriseEntity, InvitationEntity, systemContext, type Transaction } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { DeliveryError, type OutgoingMessage } from '@quanheng/notifications';
import { isTokenOf } from '@quanheng/operations';
import { PermanentJobError } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { sendInvitation } from './send-invitation.handler.js';

// Real: PostgreSQL, the message's text. The channels only keep what they are given, or refuse it.
const job = { signal: new AbortController().signal, requestId: 'r-1', attempt: 1 };
let test: TestDatabase;
let services: WorkerServices;
let refusal: DeliveryError | null = null;
let sent: { channel: string; message: OutgoingMessage }[] = [];
const enterpriseId = uuidv7();

beforeAll(async () => {
  test = await createTestDatabase();
  const channel = (name: string) => ({
    send: async (message: OutgoingMessage) => {
      if (refusal) throw refusal;
      sent.push({ channel: name, message });
      return { providerId: message.id };
    },
  });
  services = {
    database: test.database,
    channels: { EMAIL: channel('EMAIL'), SMS: channel('SMS') },
    config: { PUBLIC_URL: 'http://localhost:3000' },
  } as unknown as WorkerServices;
  await write((tx) =>
    tx.manager.insert(EnterpriseEntity, {
      id: enterpriseId,
      version: 1,
      name: '演示企业',
      creditCode: enterpriseId,
      regionCode: '441202',
      address: '演示路 2 号',
      legalRepresentative: '演示',
      contactPerson: '演示',
      mobile: '13800000000',
      email: 'demo@demo.example',
      institutionId: uuidv7(),
      approvedOn: '2026-01-01',
    }),
  );
});
afterAll(() => test.close());
beforeEach(() => {
  sent = [];
  refusal = null;
});

const write = <T>(work: (tx: Transaction) => Promise<T>) => test.database.write(systemContext(), work);
const send = (invitationId: string, revision = 1) =>
  sendInvitation(services)({ invitationId, revision }, job);
const stored = (id: string) => write((tx) => tx.manager.findOneByOrFail(InvitationEntity, { id }));

async function anInvitation(changes: Partial<InvitationEntity> = {}): Promise<string> {
  const id = uuidv7();
  await write((tx) =>
    tx.manager.insert(InvitationEntity, {
      id,
      version: 1,
      enterpriseId,
      roles: ['ENTERPRISE_CLERK'],
      displayName: '演示新人',
      email: 'new@demo.example',
      invitedByName: '演示管理员',
      expiresAt: new Date(Date.now() + 3_600_000),
      ...changes,
    }),
  );
  return id;
}

const tokenIn = ({ text }: OutgoingMessage) => /\/invitation#(\S+)/.exec(text)?.[1] ?? '';

describe('an invitation', () => {
  it('goes to the address that was given, with a link of which only a hash is kept', async () => {
    const id = await anInvitation();
    await send(id);
    const [mail] = sent;
    expect(mail).toMatchObject({
      channel: 'EMAIL',
      message: { to: 'new@demo.example', subject: '邀请您加入演示企业' },
    });
    const row = await stored(id);
    expect(isTokenOf(tokenIn(mail!.message), [row.sentHash])).toBe(true);
    expect(JSON.stringify(row)).not.toContain(tokenIn(mail!.message).split('.')[1]);
    expect(row.sentAt).not.toBeNull();
  });

  it('goes by SMS where there is no e-mail address', async () => {
    await send(await anInvitation({ email: null, mobile: '13800000001' }));
    expect(sent[0]).toMatchObject({ channel: 'SMS', message: { to: '13800000001' } });
  });

  it('is sent once: not again, not for an older revision of a row that was sent, not when it is over', async () => {
    const id = await anInvitation();
    await send(id);
    await send(id);
    const over = { withdrawnAt: new Date() };
    for (const changes of [over, { acceptedAt: new Date() }, { expiresAt: new Date(Date.now() - 1000) }])
      await send(await anInvitation(changes));
    await send(uuidv7());
    expect(sent).toHaveLength(1);
  });

  it('is tried again while the provider is away, with another link, and given up where it never will arrive', async () => {
    const id = await anInvitation();
    refusal = new DeliveryError('notification.unreachable', false);
    await expect(send(id)).rejects.toThrow(DeliveryError);
    const first = (await stored(id)).sentHash;
    refusal = null;
    await send(id);
    const row = await stored(id);
    expect(row.sentHash).not.toBe(first);
    expect(isTokenOf(tokenIn(sent[0]!.message), [row.sentHash])).toBe(true);
    refusal = new DeliveryError('notification.bad-recipient', true);
    await expect(send(await anInvitation())).rejects.toThrow(PermanentJobError);
  });
});

import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  DeliveryEntity,
  EnterpriseEntity,
  NotificationEntity,
  systemContext,
} from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { createChannels } from '@quanheng/notifications';
import { tell } from '@quanheng/operations';
import { simpleParser, type ParsedMail } from 'mailparser';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { deliverNotification } from './deliver-notification.handler.js';

// Real: PostgreSQL, SMTP over a socket.
let test: TestDatabase;
let services: WorkerServices;
let smtp: SMTPServer;
let refusal: Error | null = null;
const received: ParsedMail[] = [];
const enterpriseId = uuidv7();

beforeAll(async () => {
  test = await createTestDatabase();
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) =>
      void simpleParser(stream).then((mail) => {
        if (!refusal) received.push(mail);
        done(refusal);
      }),
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const logger = pino({ level: 'silent' });
  const email = { driver: 'smtp' as const, url: `smtp://127.0.0.1:${port}`, from: 'quanheng@example.com' };
  services = {
    database: test.database,
    channels: createChannels({ email }, logger),
    logger,
    config: { PUBLIC_URL: 'http://localhost:3000' },
  } as unknown as WorkerServices;
  await test.database.write(systemContext(), (tx) => tx.manager.insert(EnterpriseEntity, anEnterprise()));
});
afterAll(async () => {
  await services.channels.EMAIL.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await test.close();
});
beforeEach(() => {
  refusal = null;
  received.length = 0;
});

const anEnterprise = () => ({
  id: enterpriseId,
  version: 1,
  name: '演示企业',
  creditCode: '91441202XYXY000135',
  regionCode: '441202',
  address: '演示路',
  legalRepresentative: '演示',
  contactPerson: '演示',
  mobile: '13800000000',
  email: 'demo@example.com',
  institutionId: uuidv7(),
  approvedOn: '2026-01-01',
});
const aMessage = () =>
  test.database.write(systemContext(), (tx) =>
    tell(
      tx,
      { enterpriseId },
      { template: 'reminder.overdue', params: { count: 2 }, link: '/e/instruments?tab=OVERDUE' },
    ),
  );
const deliver = (notificationId: string, attempt = 1) =>
  deliverNotification(services)(
    { notificationId },
    { signal: new AbortController().signal, requestId: 'r', attempt },
  );
const deliveries = (notificationId: string) =>
  test.database.read(systemContext(), (tx) => tx.manager.findBy(DeliveryEntity, { notificationId }));

describe('delivering a message', () => {
  it('sends it once to the enterprise, with the way to deal with it, and records it', async () => {
    const id = await aMessage();
    await deliver(id);
    await deliver(id);
    expect(received).toHaveLength(1);
    expect(received[0]?.subject).toContain('2 台');
    expect(received[0]?.text).toContain('http://localhost:3000/e/instruments?tab=OVERDUE');
    expect(await deliveries(id)).toMatchObject([{ channel: 'EMAIL', status: 'SENT', attempts: 1 }]);
  });

  it('records a passing failure, throws so that the queue tries again, and then succeeds', async () => {
    const id = await aMessage();
    refusal = Object.assign(new Error('busy'), { responseCode: 451 });
    await expect(deliver(id)).rejects.toMatchObject({ permanent: false });
    expect(await deliveries(id)).toMatchObject([{ status: 'FAILED', attempts: 1 }]);
    refusal = null;
    await deliver(id, 2);
    expect(await deliveries(id)).toMatchObject([{ status: 'SENT', attempts: 2 }]);
  });

  it('sends what is for one person to that person', async () => {
    const accountId = uuidv7();
    await test.database.write(systemContext(), (tx) =>
      tx.manager.insert(AccountEntity, {
        id: accountId,
        loginName: 'demo',
        loginKey: 'demo',
        displayName: '演示人员',
        passwordHash: 'none',
        status: 'ACTIVE',
        institutionId: uuidv7(),
        email: 'person@example.com',
      }),
    );
    const id = await test.database.write(systemContext(), (tx) =>
      tell(tx, { accountId }, { template: 'account.locked', params: {}, link: '/forgot-password' }),
    );
    await deliver(id);
    expect(received[0]?.to).toMatchObject({ text: 'person@example.com' });
    expect(received[0]?.text).toContain('http://localhost:3000/forgot-password');
    expect(await deliveries(id)).toMatchObject([{ status: 'SENT' }]);
  });

  it('leaves messages to an institution in its inbox', async () => {
    const id = uuidv7();
    await test.database.write(systemContext(), (tx) =>
      tx.manager.insert(NotificationEntity, {
        id,
        institutionId: uuidv7(),
        template: 'reminder.overdue',
        params: {},
        createdAt: tx.now,
      }),
    );
    await deliver(id);
    expect(received).toHaveLength(0);
    expect(await deliveries(id)).toEqual([]);
  });
});

import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  DeliveryEntity,
  EnterpriseEntity,
  NotificationEntity,
  ProfileChangeEntity,
  systemContext,
  WechatBindingEntity,
} from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { createChannels, DeliveryError, type OutgoingMessage } from '@quanheng/notifications';
import { tell } from '@quanheng/operations';
import { simpleParser, type ParsedMail } from 'mailparser';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { deliverNotification } from './deliver-notification.handler.js';

// Real: PostgreSQL, SMTP over a socket. The SMS channel only keeps what it is given, or refuses it.
let test: TestDatabase;
let services: WorkerServices;
let smtp: SMTPServer;
let refusal: Error | null = null;
const received: ParsedMail[] = [];
const texted: OutgoingMessage[] = [];
let smsRefusal: DeliveryError | null = null;
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
    channels: { ...createChannels({ email }, logger), SMS: { send: sendText } },
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
  [refusal, smsRefusal] = [null, null];
  received.length = texted.length = 0;
});

async function sendText(message: OutgoingMessage) {
  if (smsRefusal) throw smsRefusal;
  texted.push(message);
  return { providerId: 'sms-1' };
}
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

  const aPerson = async (contact: { email: string | null; mobile: string | null }) => {
    const id = uuidv7();
    const row = {
      id,
      loginName: id,
      loginKey: id,
      displayName: '演示人员',
      passwordHash: 'none',
      ...contact,
    };
    await test.database.write(systemContext(), (tx) =>
      tx.manager.insert(AccountEntity, { ...row, status: 'ACTIVE', institutionId: uuidv7() }),
    );
    return id;
  };
  const lockOf = (accountId: string) =>
    test.database.write(systemContext(), (tx) =>
      tell(tx, { accountId }, { template: 'account.locked', params: {}, link: '/forgot-password' }),
    );
  const both = { email: 'person@example.com', mobile: '13800000001' };

  it('tells a person at once by e-mail and by SMS what opens the account has come to', async () => {
    const id = await lockOf(await aPerson(both));
    await deliver(id);
    expect(received[0]?.to).toMatchObject({ text: 'person@example.com' });
    expect(received[0]?.text).toContain('http://localhost:3000/forgot-password');
    expect(texted).toMatchObject([{ id, to: '13800000001', template: 'account.locked' }]);
    const sent = (await deliveries(id)).map(({ channel, status }) => `${channel} ${status}`);
    expect(sent.sort()).toEqual(['EMAIL SENT', 'SMS SENT']);
  });

  it('holds no channel back for another that fails, and repeats only that one', async () => {
    const id = await lockOf(await aPerson(both));
    smsRefusal = new DeliveryError('notification.unreachable', false);
    await expect(deliver(id)).rejects.toMatchObject({ permanent: false });
    smsRefusal = null;
    await deliver(id, 2);
    expect([received.length, texted.length]).toEqual([1, 1]);
    smsRefusal = new DeliveryError('notification.no-template', true);
    await expect(deliver(await lockOf(await aPerson(both)))).rejects.toThrow('notification.no-template');
    expect(received).toHaveLength(2);
  });

  it('goes by WeChat, too, to whoever bound it', async () => {
    const accountId = await aPerson(both);
    await test.database.write(systemContext(), (tx) =>
      tx.manager.insert(WechatBindingEntity, { accountId, openId: 'o-1', unionId: 'u-1', boundAt: tx.now }),
    );
    const id = await lockOf(accountId);
    await deliver(id);
    const sent = (await deliveries(id)).map(({ channel, status }) => `${channel} ${status}`);
    expect(sent.sort()).toEqual(['EMAIL SENT', 'SMS SENT', 'WECHAT SENT']);
  });

  it('goes by what there is: by SMS without an address, and nowhere without either', async () => {
    const byText = await lockOf(await aPerson({ email: null, mobile: '13800000002' }));
    const nowhere = await lockOf(await aPerson({ email: null, mobile: null }));
    await deliver(byText);
    await deliver(nowhere);
    expect(await deliveries(byText)).toMatchObject([{ channel: 'SMS', status: 'SENT' }]);
    expect(await deliveries(nowhere)).toMatchObject([{ status: 'NO_ADDRESS' }]);
    expect([received.length, texted.length]).toEqual([0, 1]);
  });

  it('tells a changed contact at the old address and number', async () => {
    const profileChangeId = uuidv7();
    const before = { ...anEnterprise(), enterpriseName: '演示企业', email: 'old@example.com' };
    await test.database.write(systemContext(), (tx) =>
      tx.manager.insert(ProfileChangeEntity, {
        ...{ id: profileChangeId, enterpriseId, institutionId: uuidv7(), caseNumber: profileChangeId },
        ...{ status: 'APPROVED', kinds: ['CONTACT'], proof: 'EMAIL', before },
        ...{ applicantName: '演示', applicantMobile: '13900000000', applicantEmail: 'new@example.com' },
      }),
    );
    const params = { change: 'CONTACT' as const, at: '2026-11-23T00:00:00Z' };
    const id = await test.database.write(systemContext(), (tx) =>
      tell(tx, { profileChangeId }, { template: 'account.changed', params, link: '/forgot-password' }),
    );
    await deliver(id);
    expect(received[0]?.to).toMatchObject({ text: 'old@example.com' });
    expect(texted[0]?.to).toBe('13800000000');
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

import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createChannels } from './create-channels.js';
import type { MessageChannel } from './channel.js';

/** Real: an SMTP server on the loopback, and a parser that reads what arrived. */
const received: { mail: ParsedMail; recipients: string[] }[] = [];
const [channels, servers]: [MessageChannel[], SMTPServer[]] = [[], []];
afterEach(async () => {
  for (const channel of channels.splice(0)) await channel.close();
  for (const server of servers.splice(0)) await close(server);
  received.length = 0;
});

const close = (server: SMTPServer) => new Promise<void>((resolve) => server.close(resolve));

async function anSmtpServer(options: SMTPServerOptions = {}, port = 0): Promise<string> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      simpleParser(stream).then((mail) => {
        received.push({ mail, recipients: session.envelope.rcptTo.map(({ address }) => address) });
        done();
      }, done);
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  servers.push(server);
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

function aChannel(url: string): MessageChannel {
  const email = { driver: 'smtp', url, from: '演示平台 <notice@demo.example>' } as const;
  const { EMAIL } = createChannels({ email }, { info: () => undefined });
  channels.push(EMAIL);
  return EMAIL;
}

const aMessage = {
  id: '0198f0a2-7b1c-7def-8a00-0123456789ab',
  to: 'clerk@enterprise.example',
  subject: '3 台强检器具即将到期',
  text: '贵单位有 3 台',
  html: '<p>贵单位有 3 台</p>',
  ...{ template: 'reminder.due-soon', values: { count: 3 } },
};
const answering =
  (responseCode: number) => (_address: unknown, _session: unknown, done: (error?: Error) => void) =>
    done(Object.assign(new Error(`no mailbox clerk@enterprise.example`), { responseCode }));

test('a message arrives as it was written, Chinese included, recognisable by its id', async () => {
  const sent = await aChannel(await anSmtpServer()).send(aMessage);
  expect(received).toHaveLength(1);
  const { mail, recipients } = received[0]!;
  expect(recipients).toEqual(['clerk@enterprise.example']);
  expect(mail.subject).toBe(aMessage.subject);
  expect(mail.text?.trim()).toBe(aMessage.text);
  expect(mail.html).toContain(aMessage.html);
  expect(mail.from?.text).toBe('"演示平台" <notice@demo.example>');
  expect(mail.messageId).toBe(`<${aMessage.id}@demo.example>`);
  expect(sent.providerId).toBe(mail.messageId);
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.attachments).toEqual([]);
});

test('a log-in is used where the server asks for one; a wrong one may be mended', async () => {
  const url = await anSmtpServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'notice' && password === 'p@ss'
        ? done(null, { user: username })
        : done(new Error('wrong')),
  });
  await aChannel(url.replace('//', '//notice:p%40ss@')).send(aMessage);
  expect(received).toHaveLength(1);
  const refused = aChannel(url.replace('//', '//notice:wrong@')).send(aMessage);
  await expect(refused).rejects.toMatchObject({ code: 'notification.unreachable', permanent: false });
});

test.each([
  [550, true],
  [451, false],
])('an answer of %i is final: %p; the error names nobody', async (responseCode, permanent) => {
  const channel = aChannel(await anSmtpServer({ onRcptTo: answering(responseCode) }));
  const error = await channel.send(aMessage).catch((refused: Error) => refused);
  expect(error).toMatchObject({ name: 'DeliveryError', code: 'notification.refused', permanent });
  expect(JSON.stringify([error, (error as Error).message])).not.toContain('clerk@');
  expect(received).toEqual([]);
});

test('no server: to be tried again; once it is there, the same channel delivers', async () => {
  const url = await anSmtpServer();
  await close(servers.pop()!);
  const channel = aChannel(url);
  await expect(channel.send(aMessage)).rejects.toMatchObject({
    code: 'notification.unreachable',
    permanent: false,
  });
  await anSmtpServer({}, Number(new URL(url).port));
  await expect(channel.send(aMessage)).resolves.toHaveProperty('providerId');
});

test.each([
  '',
  'nobody',
  'a@b.example, c@d.example',
  'a@b.example\r\nBcc: c@d.example',
  '"x" <a@b.example>',
  'a@b.example;c@d.example',
])('%j is not one address: refused before anything is sent', async (to) => {
  const channel = aChannel(await anSmtpServer());
  const sending = channel.send({ ...aMessage, to });
  await expect(sending).rejects.toMatchObject({ code: 'notification.bad-recipient', permanent: true });
  expect(received).toEqual([]);
});

test('a subject can not add header lines or recipients', async () => {
  await aChannel(await anSmtpServer()).send({ ...aMessage, subject: 'a\r\nBcc: c@d.example\r\n\r\nbody' });
  expect(received[0]!.recipients).toEqual(['clerk@enterprise.example']);
  expect(received[0]!.mail.headers.has('bcc')).toBe(false);
  expect(received[0]!.mail.text?.trim()).toBe(aMessage.text);
});

test('channels without a provider take every message, and their log names no recipient', async () => {
  const lines: string[] = [];
  const channels = createChannels(
    { email: { driver: 'log' } },
    { info: (...line) => void lines.push(JSON.stringify(line)) },
  );
  for (const channel of Object.values(channels)) {
    expect(await channel.send({ ...aMessage, to: '13800000000' })).toEqual({
      providerId: `log-${aMessage.id}`,
    });
    await channel.close();
  }
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toContain('13800000000');
});

import { createHash, createHmac } from 'node:crypto';
import { type DeliveryError, type OutgoingMessage } from './channel.js';
import { createChannels, type NotificationConfig } from './create-channels.js';
import { parseTemplates } from './provider-templates.js';
import { signTencent } from './tencent-signature.js';
import {
  startProviderPlayer,
  type Asked,
  type Played,
  type ProviderPlayer,
} from './testing/provider-player.js';

// Real: HTTP. Tencent Cloud is played by a local server that proves the signature by the documented steps.
const SECRET = 'demo-secret-key';
let player: ProviderPlayer;
let played: (asked: Asked) => Played;
beforeAll(async () => void (player = await startProviderPlayer((asked) => played(asked))));
afterAll(() => player.close());
beforeEach(() => {
  player.asked.length = 0;
  played = () => accepted;
});

const status = (Code: string) => ({
  Response: {
    SendStatusSet: [{ SerialNo: '2019:538884', PhoneNumber: '+8613800000000', Code }],
    RequestId: 'r',
  },
});
const accepted = status('Ok');
const refused = (Code: string) => ({ Response: { Error: { Code, Message: 'no' }, RequestId: 'r' } });
const message: OutgoingMessage = {
  ...{ id: '0198f0a2-7b1c-7def-8a00-0123456789ab', to: '13800000000' },
  ...{ subject: '找回密码的验证码', text: '', html: '' },
  ...{ template: 'account.contact-code', values: { code: '135790', minutes: 15 } },
};
const templates = {
  'account.contact-code': { id: '1110', values: ['code', 'minutes'] },
  '*': { id: '1111', values: ['subject'] },
};
function send(changes: Partial<OutgoingMessage> = {}, known: object = templates) {
  const sms: NotificationConfig['sms'] = {
    ...{ driver: 'tencent', url: player.url, region: 'ap-guangzhou', secretId: 'demo-id', secretKey: SECRET },
    ...{ sdkAppId: '1400006666', signName: '演示', templates: known as typeof templates },
  };
  const { SMS } = createChannels({ email: { driver: 'log' }, sms }, { info: () => undefined });
  return SMS.send({ ...message, ...changes });
}
const failureOf = (sending: Promise<unknown>) =>
  sending.then(
    () => 'sent',
    ({ code, permanent }: DeliveryError) => [code, permanent],
  );

it('signs as the example of the documentation', () => {
  const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}';
  const { authorization } = signTencent(
    { secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******', secretKey: 'Gu5t9xGARNpq86cd98joQYCN3*******' },
    { service: 'cvm', host: 'cvm.tencentcloudapi.com', body, timestamp: 1551113065 },
  );
  expect(authorization).toBe(
    'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/tc3_request, ' +
      'SignedHeaders=content-type;host, ' +
      'Signature=2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c',
  );
});

it('sends an approved template with its values in order, signed over what was really sent', async () => {
  expect(await send()).toEqual({ providerId: '2019:538884' });
  const [asked] = player.asked as [Asked];
  expect([asked.headers['x-tc-action'], asked.headers['x-tc-version'], asked.headers['x-tc-region']]).toEqual(
    ['SendSms', '2021-01-11', 'ap-guangzhou'],
  );
  expect(JSON.parse(asked.body)).toEqual({
    ...{ PhoneNumberSet: ['+8613800000000'], SmsSdkAppId: '1400006666', SignName: '演示' },
    ...{ TemplateId: '1110', TemplateParamSet: ['135790', '15'], SessionContext: message.id },
  });
  expect([asked.path, asked.query.size]).toEqual(['/', 0]);
  expect(asked.headers.authorization).toContain(`Signature=${proofOf(asked)}`);
});

it('announces what has no template of its own by the general one, or says that there is none', async () => {
  await send({ template: 'account.locked', values: {} });
  expect(JSON.parse(player.asked[0]?.body ?? '')).toMatchObject({
    ...{ TemplateId: '1111', TemplateParamSet: ['找回密码的验证码'] },
  });
  const nothing = send({ template: 'account.locked' }, { x: { id: '1', values: [] } });
  expect(await failureOf(nothing)).toEqual(['notification.no-template', true]);
  expect(player.asked).toHaveLength(1);
});

it.each([
  [status('FailedOperation.PhoneNumberInBlacklist'), 'notification.refused', true],
  [status('InvalidParameterValue.IncorrectPhoneNumber'), 'notification.bad-recipient', true],
  [status('LimitExceeded.PhoneNumberDailyLimit'), 'notification.refused', false],
  [refused('AuthFailure.SignatureFailure'), 'notification.refused', false],
  [refused('FailedOperation.InsufficientBalanceInSmsPackage'), 'notification.refused', false],
  [{}, 'notification.unreachable', false],
  ['silence' as const, 'notification.unreachable', false],
  ['rubbish' as const, 'notification.unreachable', false],
  ['redirect' as const, 'notification.unreachable', false],
  ['fault' as const, 'notification.unreachable', false],
])('says of %j whether trying again may help, and never to whom', async (answer, code, permanent) => {
  played = () => answer;
  const error = await send().catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ code, permanent });
  expect(`${(error as Error).stack}`).not.toMatch(/13800000000|135790|demo-secret/);
});

it('asks nobody about what is no mobile number of the mainland', async () => {
  for (const to of ['', '075801234567', '+8613800000000', '13800000000,13900000000'])
    expect(await failureOf(send({ to }))).toEqual(['notification.bad-recipient', true]);
  expect(player.asked).toHaveLength(0);
});

it('reads templates, and names the variable of those that it can’t read', () => {
  expect(parseTemplates(JSON.stringify(templates), 'SMS_TEMPLATES')).toEqual(templates);
  for (const text of ['', '{', '[]x', '{"a": {"id": 1, "values": []}}', '{"a": {"id": "1"}}', 'null'])
    expect(() => parseTemplates(text, 'SMS_TEMPLATES')).toThrow('SMS_TEMPLATES');
});

/** The steps of the documentation, over what arrived. */
function proofOf({ body, headers }: Asked): string {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const seconds = Number(headers['x-tc-timestamp']);
  expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(300);
  const day = new Date(seconds * 1000).toISOString().slice(0, 10);
  const request = `POST\n/\n\ncontent-type:${headers['content-type']}\nhost:${headers.host}\n\ncontent-type;host\n${hash(body)}`;
  const text = `TC3-HMAC-SHA256\n${seconds}\n${day}/sms/tc3_request\n${hash(request)}`;
  return mac(mac(mac(mac(`TC3${SECRET}`, day), 'sms'), 'tc3_request'), text).toString('hex');
}

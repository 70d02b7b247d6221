import { askProvider } from './ask-provider.js';
import { DeliveryError, type MessageChannel } from './channel.js';
import { fillTemplate, type ProviderTemplates } from './provider-templates.js';
import { signTencent, type TencentCredentials } from './tencent-signature.js';

export interface TencentSmsConfig extends TencentCredentials {
  /** `https://sms.tencentcloudapi.com`, or what stands in for it. */
  url: string;
  region: string;
  sdkAppId: string;
  /** The approved signature, without its brackets. */
  signName: string;
  templates: ProviderTemplates;
}

interface Answer {
  Response?: {
    Error?: { Code?: string };
    SendStatusSet?: { SerialNo?: string; Code?: string }[];
  };
}

const MOBILE = /^1[3-9]\d{9}$/;
/** Nothing changes by trying again; anything else (balance, frequency, template under review) may be mended. */
const BAD_RECIPIENT = [
  'InvalidParameterValue.IncorrectPhoneNumber',
  'UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone',
];
const FOR_GOOD = ['FailedOperation.PhoneNumberInBlacklist', 'FailedOperation.ContainSensitiveWord'];

/** Tencent Cloud SMS, `SendSms` of version 2021-01-11 (腾讯云短信). The number travels in the body, never in an address. */
export function createTencentSmsChannel(config: TencentSmsConfig): MessageChannel {
  const url = new URL(config.url);
  return {
    async send(message) {
      if (!MOBILE.test(message.to)) throw new DeliveryError('notification.bad-recipient', true);
      const { id, values } = fillTemplate(config.templates, message);
      const body = JSON.stringify({
        PhoneNumberSet: [`+86${message.to}`],
        SmsSdkAppId: config.sdkAppId,
        SignName: config.signName,
        TemplateId: id,
        TemplateParamSet: values.map(([, value]) => value),
        SessionContext: message.id,
      });
      const timestamp = Math.floor(Date.now() / 1000);
      const signed = signTencent(config, { service: 'sms', host: url.host, body, timestamp });
      const what = { 'x-tc-action': 'SendSms', 'x-tc-version': '2021-01-11', 'x-tc-region': config.region };
      return { providerId: readAnswer(await askProvider(url, body, { ...signed, ...what })) };
    },
    close: async () => undefined,
  };
}

/** Faults of the call stand beside the list, those of the number in it. */
function readAnswer(answer: unknown): string {
  const { Error: fault, SendStatusSet: [status] = [] } = (answer as Answer | null)?.Response ?? {};
  const code = fault?.Code ?? status?.Code;
  if (code === undefined) throw new DeliveryError('notification.unreachable', false);
  if (code === 'Ok') return status?.SerialNo ?? '';
  if (BAD_RECIPIENT.includes(code)) throw new DeliveryError('notification.bad-recipient', true);
  throw new DeliveryError('notification.refused', FOR_GOOD.includes(code));
}

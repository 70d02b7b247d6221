import { parseTemplates, type NotificationConfig } from '@quanheng/notifications';
import type { WorkerConfig } from './config.js';

/**
 * By which providers messages go out; each channel only logs until its own is configured (`docs/running.md`).
 * @throws Error for templates that can't be read, without their text
 */
export function readChannelConfig(config: WorkerConfig): NotificationConfig {
  return { email: readEmail(config), sms: readSms(config), wechat: readWechat(config) };
}

function readEmail({ EMAIL_DRIVER, SMTP_URL, EMAIL_FROM }: WorkerConfig): NotificationConfig['email'] {
  if (EMAIL_DRIVER === 'log') return { driver: 'log' };
  return { driver: 'smtp', url: SMTP_URL ?? '', from: EMAIL_FROM ?? '' };
}

function readSms(config: WorkerConfig): NotificationConfig['sms'] {
  if (config.SMS_DRIVER === 'log') return { driver: 'log' };
  return {
    driver: 'tencent',
    url: config.TENCENT_SMS_URL,
    region: config.TENCENT_SMS_REGION,
    secretId: config.TENCENT_SECRET_ID ?? '',
    secretKey: config.TENCENT_SECRET_KEY ?? '',
    sdkAppId: config.TENCENT_SMS_APP_ID ?? '',
    signName: config.TENCENT_SMS_SIGN_NAME ?? '',
    templates: parseTemplates(config.SMS_TEMPLATES ?? '', 'SMS_TEMPLATES'),
  };
}

function readWechat(config: WorkerConfig): NotificationConfig['wechat'] {
  if (!config.WECHAT_SERVICE_APP_ID) return { driver: 'log' };
  return {
    driver: 'service-account',
    url: config.WECHAT_API_URL,
    appId: config.WECHAT_SERVICE_APP_ID,
    appSecret: config.WECHAT_SERVICE_APP_SECRET ?? '',
    templates: parseTemplates(config.WECHAT_TEMPLATES ?? '', 'WECHAT_TEMPLATES'),
  };
}

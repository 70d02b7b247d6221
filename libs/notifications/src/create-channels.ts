import type { Channels, NotificationLogger } from './channel.js';
import { createLogChannel } from './log-channel.js';
import { createSmtpChannel, type SmtpConfig } from './smtp-channel.js';
import { createTencentSmsChannel, type TencentSmsConfig } from './tencent-sms-channel.js';
import { createWechatChannel, type WechatConfig } from './wechat-channel.js';

export interface NotificationConfig {
  /** `log`, the default, sends nothing. */
  email: { driver: 'log' } | ({ driver: 'smtp' } & SmtpConfig);
  sms?: { driver: 'log' } | ({ driver: 'tencent' } & TencentSmsConfig);
  wechat?: { driver: 'log' } | ({ driver: 'service-account' } & WechatConfig);
}

/** Every channel of domain.md §9 behind one port; each logs until a provider is configured for it. */
export function createChannels(config: NotificationConfig, logger: NotificationLogger): Channels {
  const { email, sms, wechat } = config;
  return {
    EMAIL: email.driver === 'smtp' ? createSmtpChannel(email) : createLogChannel('EMAIL', logger),
    SMS: sms?.driver === 'tencent' ? createTencentSmsChannel(sms) : createLogChannel('SMS', logger),
    WECHAT:
      wechat?.driver === 'service-account' ? createWechatChannel(wechat) : createLogChannel('WECHAT', logger),
  };
}

import type { Channels, NotificationLogger } from './channel.js';
import { createLogChannel } from './log-channel.js';
import { createSmtpChannel, type SmtpConfig } from './smtp-channel.js';

export interface NotificationConfig {
  /** `log`, the default, sends nothing. */
  email: { driver: 'log' } | ({ driver: 'smtp' } & SmtpConfig);
}

/** Every channel of domain.md §9 behind one port. SMS and WeChat log until a provider is configured for them. */
export function createChannels(config: NotificationConfig, logger: NotificationLogger): Channels {
  const { email } = config;
  return {
    EMAIL: email.driver === 'smtp' ? createSmtpChannel(email) : createLogChannel('EMAIL', logger),
    SMS: createLogChannel('SMS', logger),
    WECHAT: createLogChannel('WECHAT', logger),
  };
}

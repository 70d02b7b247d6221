import type { ChannelName, MessageChannel, NotificationLogger } from './channel.js';

/** Takes every message and only says so: what an installation without a provider has. Names no recipient. */
export function createLogChannel(name: ChannelName, logger: NotificationLogger): MessageChannel {
  return {
    async send({ id, subject }) {
      logger.info({ channel: name, notificationId: id, subject }, 'Message not sent: this channel only logs');
      return { providerId: `log-${id}` };
    },
    close: async () => undefined,
  };
}

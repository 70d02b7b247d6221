import { createTransport } from 'nodemailer';
import { DeliveryError, type MessageChannel } from './channel.js';

export interface SmtpConfig {
  /** `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`; nodemailer's options as its query. */
  url: string;
  /** The sender, `Name <address>` or an address alone. */
  from: string;
}

/** Exactly one plain address: nothing that would add recipients or header lines. */
const ADDRESS = /^[^\s@,;:<>()[\]\\"]{1,64}@[^\s@,;:<>()[\]\\"]{1,253}$/;
const TIMEOUT_MS = 15_000;

export function createSmtpChannel({ url, from }: SmtpConfig): MessageChannel {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A message is text of ours; nothing in it may make the server read a file or call an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, to, subject, text, html }) {
      if (!ADDRESS.test(to)) throw new DeliveryError('notification.bad-recipient', true);
      const envelope = { from, to: { name: '', address: to } };
      const headers = { 'Auto-Submitted': 'auto-generated', 'X-Notification-Id': id };
      const messageId = `<${id}@${domainOf(from)}>`;
      try {
        const sent = await transport.sendMail({ ...envelope, subject, text, html, headers, messageId });
        return { providerId: sent.messageId };
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
    close: async () => transport.close(),
  };
}

function domainOf(from: string): string {
  return /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
}

/** 5xx from the server is its last word; anything else (4xx, no connection, wrong password) may be mended. */
function toDeliveryError(error: unknown): DeliveryError {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const isAnswer = typeof responseCode === 'number' && code !== 'EAUTH';
  if (!isAnswer) return new DeliveryError('notification.unreachable', false);
  return new DeliveryError('notification.refused', responseCode >= 500);
}

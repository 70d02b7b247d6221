/** One message to one recipient, ready to be sent. */
export interface OutgoingMessage {
  /** Our own id of the message: the provider sees it, so that one sent twice can be recognised. */
  id: string;
  /** E-mail address, mobile number or WeChat open id, as the channel needs it. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The name of its template and what that is filled with: for providers that send approved templates only. */
  template: string;
  values: Readonly<Record<string, unknown>>;
  /** Where to go on. */
  url?: string;
}

/** A way to reach somebody outside the platform. */
export interface MessageChannel {
  /** Resolves when the provider has taken the message. Throws a DeliveryError. */
  send(message: OutgoingMessage): Promise<{ providerId: string }>;
  close(): Promise<void>;
}

/** The channels besides the inbox, which is a table of our own. */
export type ChannelName = 'EMAIL' | 'SMS' | 'WECHAT';
export type Channels = Readonly<Record<ChannelName, MessageChannel>>;

/** Never says to whom or what: it ends up in logs and in the delivery log. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  constructor(
    readonly code:
      | 'notification.refused'
      | 'notification.unreachable'
      | 'notification.bad-recipient'
      | 'notification.no-template',
    /** Trying again can't help: no such mailbox, refused for good. */
    readonly permanent: boolean,
  ) {
    super(code);
  }
}

export interface NotificationLogger {
  info(fields: object, message: string): void;
}

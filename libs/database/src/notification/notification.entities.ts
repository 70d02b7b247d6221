import { Entity, Index, PrimaryColumn } from 'typeorm';
import { Instant, IntZero, Json, Text, Uuid } from '../platform/columns.js';

/** A message in the inbox of an enterprise, an institution or one person; its text is made from `template` and `params` when shown. */
@Entity()
@Index(['enterpriseId', 'id'])
@Index(['institutionId', 'id'])
@Index(['accountId', 'id'])
@Index('notification_registration', ['registrationId'], { where: 'registration_id IS NOT NULL' })
export class NotificationEntity {
  @PrimaryColumn('uuid') id: string;
  @Uuid(true) enterpriseId: string | null;
  @Uuid(true) institutionId: string | null;
  /** Where the message is about one branch’s filing or booking: whoever is bound to another doesn’t see it. */
  @Uuid(true) branchId: string | null;
  /** Where the message is about a registration that has no enterprise yet. */
  @Uuid(true) registrationId: string | null;
  /** Where the message is about a change of data that somebody without an account asked for. */
  @Uuid(true) profileChangeId: string | null;
  /** Where it is for one person alone: about the account itself. */
  @Uuid(true) accountId: string | null;
  @Text() template: string;
  @Json() params: Record<string, unknown>;
  /** Path in the SPA where it is dealt with. */
  @Text(true) link: string | null;
  @Instant() createdAt: Date;
}

@Entity()
export class NotificationReadEntity {
  @PrimaryColumn('uuid') notificationId: string;
  @PrimaryColumn('uuid') accountId: string;
  @Instant() readAt: Date;
}

/** One sending of a message through a channel, with what the provider said. */
@Entity()
@Index(['notificationId', 'channel'], { unique: true })
export class DeliveryEntity {
  @PrimaryColumn('uuid') id: string;
  @Uuid() notificationId: string;
  @Text() channel: 'EMAIL' | 'SMS' | 'WECHAT';
  @Text() status: 'PENDING' | 'SENT' | 'FAILED' | 'NO_ADDRESS';
  @IntZero() attempts: number;
  @Text(true) providerId: string | null;
  @Text(true) error: string | null;
  @Instant(true) sentAt: Date | null;
}

/** Exactly one row per instrument, cycle and step: what has been reminded (`domain.md` section 9). */
@Entity()
export class ReminderEntity {
  @PrimaryColumn('uuid') instrumentId: string;
  /** The validUntil (or the last day of the window) that the reminder was about. */
  @PrimaryColumn('date') cycle: string;
  @PrimaryColumn('text') step: string;
  @Uuid() enterpriseId: string;
  @Uuid() notificationId: string;
}

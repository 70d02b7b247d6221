import { Entity, Index, PrimaryColumn } from 'typeorm';
import { Instant, Int, Text, Uuid } from '../platform/columns.js';

/**
 * The second factor of an account (`domain.md` section 2): in force once confirmed. A new one is set up beside the one in
 * force and takes its place only when its first code was right. Secrets are encrypted by the application.
 */
@Entity()
export class SecondFactorEntity {
  @PrimaryColumn('uuid') accountId: string;
  @Text(true) secret: string | null;
  @Text(true) pendingSecret: string | null;
  /** The half-minute of the last code that was used: neither it nor an earlier one works again. */
  @Int(true) lastStep: number | null;
  @Instant(true) confirmedAt: Date | null;
}

/** Ten one-time codes for whoever has lost the telephone; stored as keyed hashes. */
@Entity()
@Index(['accountId', 'codeHash'], { unique: true })
export class BackupCodeEntity {
  @PrimaryColumn('uuid') id: string;
  @Uuid() accountId: string;
  @Text() codeHash: string;
  @Instant() createdAt: Date;
  @Instant(true) usedAt: Date | null;
}

/** A log-in between its password and its second factor: short-lived, for one browser, used once. */
@Entity()
@Index(['expiresAt'])
export class LoginChallengeEntity {
  @PrimaryColumn('uuid') id: string;
  @Uuid() accountId: string;
  @Uuid() browserId: string;
  @Text() step: 'SECOND_FACTOR' | 'SET_UP_SECOND_FACTOR';
  @Instant() createdAt: Date;
  @Instant() expiresAt: Date;
  @Instant(true) usedAt: Date | null;
}

/** A browser that an account has signed in from, by its lasting cookie: a log-in from another one is told to the owner. */
@Entity()
export class KnownDeviceEntity {
  @PrimaryColumn('uuid') accountId: string;
  @PrimaryColumn('uuid') deviceId: string;
  @Instant() firstSeenAt: Date;
  @Instant() lastSeenAt: Date;
}

/** A proof of work that was accepted: it is accepted once. */
@Entity()
export class SpentCaptchaEntity {
  @PrimaryColumn('text') id: string;
  @Instant() expiresAt: Date;
}

/** Which WeChat user an account signs in as; one to one. */
@Entity()
@Index(['openId'], { unique: true })
export class WechatBindingEntity {
  @PrimaryColumn('uuid') accountId: string;
  @Text() openId: string;
  @Text(true) unionId: string | null;
  @Instant() boundAt: Date;
}

/** The `state` of one trip to WeChat and back: of one browser, for one purpose, used once. */
@Entity()
@Index(['expiresAt'])
export class WechatStateEntity {
  @PrimaryColumn('text') id: string;
  @Uuid() browserId: string;
  /** Who binds; null for a log-in. */
  @Uuid(true) accountId: string | null;
  @Instant() expiresAt: Date;
}

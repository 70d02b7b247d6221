import { BACKUP_CODES } from '@quanheng/domain';
import { Bool, Id, InstantField, Integer, Nested, Secret, Text, TextList } from '../platform/fields.js';
import { SessionDto } from './auth.dto.js';

const CHALLENGE = 'From the refusal `auth.second-factor-required` or `auth.second-factor-setup-required`';

export class ChallengeDto {
  @Id({ description: CHALLENGE }) challenge: string;
}

export class AnswerChallengeDto extends ChallengeDto {
  @Text({ max: 20, description: 'Six digits of the authenticator, or a backup code', example: '123456' })
  code: string;
}

export class ConfirmSetUpDto {
  @Text({ max: 20, description: 'Six digits of the authenticator that was just set up', example: '123456' })
  code: string;
}

export class CurrentPasswordDto {
  @Secret({ max: 500, description: 'A wrong one counts like a failed log-in' }) currentPassword: string;
}

export class SetUpDto {
  @Text({ max: 64, description: 'Base32, to be typed in', example: 'JBSWY3DPEHPK3PXP' }) secret: string;
  @Text({ max: 500, description: 'What the picture says (otpauth)' }) otpauthUrl: string;
  @Text({ max: 200_000, description: 'The picture: a data address of an SVG' }) qrCode: string;
}

export class BackupCodesDto {
  @TextList({ max: BACKUP_CODES, maxLength: 20, description: 'One use each; shown this once only' })
  backupCodes: string[];
}

export class SetUpSessionDto extends BackupCodesDto {
  @Nested(() => SessionDto) session: SessionDto;
}

export class SecondFactorStateDto {
  @Bool() on: boolean;
  @Bool({ description: 'The role must have one' }) mandatory: boolean;
  @InstantField({ nullable: true }) since: Date | null;
  @Integer({ min: 0, max: BACKUP_CODES }) backupCodesLeft: number;
}

export class WechatStateDto {
  @Bool({ description: 'This instance can talk to WeChat' }) available: boolean;
  @InstantField({ nullable: true }) boundAt: Date | null;
}

export class SecurityDto {
  @Text({ max: 50 }) loginName: string;
  @Nested(() => SecondFactorStateDto) secondFactor: SecondFactorStateDto;
  @Nested(() => WechatStateDto) wechat: WechatStateDto;
}

import {
  PASSWORD_MAX_LENGTH,
  registrationWorkflow,
  statuses,
  type RegistrationStatus,
  type Role,
} from '@quanheng/domain';
import {
  Bool,
  Choice,
  FreeObject,
  Id,
  Integer,
  Nested,
  Pattern,
  Secret,
  Text,
  TextList,
} from '../platform/fields.js';

const LOGIN_NAME_MAX = 50;
const LOGIN_NAME = 'However it is spelled (case, width, blanks around it), it is one account';

export class LoginDto {
  @Text({ max: LOGIN_NAME_MAX, description: LOGIN_NAME, example: 'qiye' }) loginName: string;
  @Secret({ max: 500 }) password: string;
  @Text({
    max: 4000,
    optional: true,
    description: 'The solved proof of work, once `auth.captcha-required` was answered',
  })
  captcha?: string;
}

export class CaptchaDto {
  @FreeObject({
    description:
      'An ALTCHA challenge (version 2); its solution goes to the log-in as Base64 of `{challenge, solution}`',
    example: { parameters: { algorithm: 'PBKDF2/SHA-256', cost: 2000 }, signature: '…' },
  })
  challenge: object;
}

export class SignInWaysDto {
  @Bool({ description: 'Log-in by WeChat is configured' }) wechat: boolean;
}

export class ChangePasswordDto {
  @Secret({ max: 500, description: 'A wrong one counts like a failed log-in' }) currentPassword: string;
  @Secret({ max: 500, description: `8 to ${PASSWORD_MAX_LENGTH} characters, no common password` })
  newPassword: string;
}

export class RequestRecoveryDto {
  @Text({ max: LOGIN_NAME_MAX, description: LOGIN_NAME }) loginName: string;
  @Choice(['EMAIL', 'MOBILE'], {
    ...{ name: 'CodeChannel', optional: true },
    description: 'Which registered contact the code goes to; the other one where only that is registered',
  })
  channel?: 'EMAIL' | 'MOBILE';
}

export class ConfirmRecoveryDto {
  @Text({ max: LOGIN_NAME_MAX, description: LOGIN_NAME }) loginName: string;
  @Pattern(/^\d{6}$/, { max: 6, description: 'The six digits that were sent', example: '000000' })
  code: string;
  @Secret({ max: 500, description: `8 to ${PASSWORD_MAX_LENGTH} characters, no common password` })
  newPassword: string;
}

export class NamedDto {
  @Id() id: string;
  @Text({ max: 200 }) name: string;
}

export class AccountDto {
  @Id() id: string;
  @Text({ max: 100 }) displayName: string;
  @TextList({ max: 20, maxLength: 50, description: 'What this account may do' }) roles: Role[];
  @Nested(() => NamedDto, { nullable: true }) enterprise: NamedDto | null;
  @Nested(() => NamedDto, { nullable: true, description: 'The branch of the enterprise that it is bound to' })
  branch: NamedDto | null;
  @Nested(() => NamedDto, { nullable: true }) institution: NamedDto | null;
  @Id({ nullable: true, description: 'The registration that this account follows' })
  registrationId: string | null;
  @Choice(statuses(registrationWorkflow), { nullable: true, name: 'RegistrationStatus' })
  registrationStatus: RegistrationStatus | null;
}

/** A session: the refresh token is not in here but in an HttpOnly cookie. */
export class SessionDto {
  @Text({ max: 2000, description: 'Bearer token of all other routes' }) accessToken: string;
  @Integer({ min: 1, max: 3600, description: 'Seconds' }) expiresIn: number;
  @Nested(() => AccountDto) account: AccountDto;
}

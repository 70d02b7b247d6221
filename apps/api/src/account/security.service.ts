import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  SecondFactorEntity,
  WechatBindingEntity,
  type TenantContext,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { tellOwner } from '@quanheng/operations';
import { assertPassword } from './assert-password.js';
import { auditSecurity } from './audit-security.js';
import type { Browser } from './auth-cookies.js';
import type { ChangePasswordDto } from './auth.dto.js';
import { BackupCodes } from './backup-codes.js';
import { PasswordCheck } from './password-check.service.js';
import { PasswordHasher } from './password-hasher.js';
import type { SecurityDto, SetUpDto } from './second-factor.dto.js';
import { mustHaveSecondFactor } from './second-factor-rule.js';
import { SecondFactors } from './second-factors.js';
import { revokeSessions } from './session.service.js';

/** 账号安全: what opens one's own account. Each change asks for the password again and is told to the owner. */
@Injectable()
export class SecurityService {
  constructor(
    private readonly database: Database,
    private readonly check: PasswordCheck,
    private readonly hasher: PasswordHasher,
    private readonly factors: SecondFactors,
    private readonly backupCodes: BackupCodes,
  ) {}

  read(context: TenantContext, isWechatAvailable: boolean): Promise<SecurityDto> {
    const accountId = context.accountId ?? '';
    return this.database.read(asSystem(context), async (tx) => {
      const { loginName } = await tx.manager.findOneByOrFail(AccountEntity, { id: accountId });
      const factor = await tx.manager.findOneBy(SecondFactorEntity, { accountId });
      const binding = await tx.manager.findOneBy(WechatBindingEntity, { accountId });
      return {
        loginName,
        secondFactor: {
          on: Boolean(factor?.confirmedAt),
          mandatory: mustHaveSecondFactor(tx, context.roles),
          since: factor?.confirmedAt ?? null,
          backupCodesLeft: await this.backupCodes.countLeft(tx, accountId),
        },
        wechat: { available: isWechatAvailable, boundAt: binding?.boundAt ?? null },
      };
    });
  }

  /** Ends all other sessions. */
  async changePassword(
    context: TenantContext,
    sessionId: string | null,
    { currentPassword, newPassword }: ChangePasswordDto,
    browser: Browser,
  ): Promise<void> {
    const { id, loginName } = await this.check.confirm(context, currentPassword, browser);
    assertPassword(newPassword, loginName, '/newPassword');
    const passwordHash = await this.hasher.hash(newPassword);
    await this.database.write(asSystem(context), async (tx) => {
      const account = await tx.manager.findOneByOrFail(AccountEntity, { id });
      account.passwordHash = passwordHash;
      await tx.manager.save(account);
      await revokeSessions(tx, id, sessionId);
      auditSecurity(tx, account, 'account.change-password');
      await tellOwner(tx, id, 'PASSWORD');
    });
  }

  async beginSecondFactor(context: TenantContext, password: string, browser: Browser): Promise<SetUpDto> {
    const { id, loginName } = await this.check.confirm(context, password, browser);
    return this.database.write(asSystem(context), (tx) => this.factors.begin(tx, id, loginName));
  }

  /** @throws DomainError `auth.code-invalid` at `/code` */
  confirmSecondFactor(context: TenantContext, code: string): Promise<string[]> {
    return this.database.write(asSystem(context), async (tx) => {
      const account = await tx.manager.findOneByOrFail(AccountEntity, { id: context.accountId ?? '' });
      const codes = await this.factors.confirm(tx, account.id, code);
      if (!codes)
        throw new DomainError('request.invalid', {}, [{ pointer: '/code', code: 'auth.code-invalid' }]);
      auditSecurity(tx, account, 'account.second-factor-on');
      await tellOwner(tx, account.id, 'SECOND_FACTOR_ON');
      return codes;
    });
  }

  /** @throws DomainError `account.second-factor-missing` */
  async renewBackupCodes(context: TenantContext, password: string, browser: Browser): Promise<string[]> {
    const account = await this.check.confirm(context, password, browser);
    return this.database.write(asSystem(context), async (tx) => {
      if (!(await this.factors.isOn(tx, account.id))) throw new DomainError('account.second-factor-missing');
      auditSecurity(tx, account, 'account.renew-backup-codes');
      await tellOwner(tx, account.id, 'BACKUP_CODES');
      return this.backupCodes.renew(tx, account.id);
    });
  }

  /** @throws DomainError `account.second-factor-mandatory`, `account.second-factor-missing` */
  async removeSecondFactor(context: TenantContext, password: string, browser: Browser): Promise<void> {
    const account = await this.check.confirm(context, password, browser);
    await this.database.write(asSystem(context), async (tx) => {
      if (mustHaveSecondFactor(tx, context.roles)) throw new DomainError('account.second-factor-mandatory');
      if (!(await this.factors.isOn(tx, account.id))) throw new DomainError('account.second-factor-missing');
      await this.factors.remove(tx, account.id);
      auditSecurity(tx, account, 'account.second-factor-off');
      await tellOwner(tx, account.id, 'SECOND_FACTOR_OFF');
    });
  }
}

/** Sessions, factors and bindings are seen by the system alone; who acts is written down all the same. */
export const asSystem = (context: TenantContext): TenantContext => ({ ...context, kind: 'system' });

import { Controller, HttpCode, Injectable, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountEntity, Database, type TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { tellOwner } from '@quanheng/operations';
import { Allow, Tenant } from '../platform/principal.js';
import { auditSecurity } from './audit-security.js';
import { SecondFactors } from './second-factors.js';
import { asSystem } from './security.service.js';
import { revokeSessions } from './session.service.js';

/** A colleague has lost the telephone and the backup codes: the admin takes the second factor away, to be set up anew. */
@Injectable()
export class ResetSecondFactorService {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactors,
  ) {}

  /** @throws DomainError `record.not-found` across tenants, `account.own-second-factor`, `account.second-factor-missing` */
  async reset(context: TenantContext, accountId: string): Promise<void> {
    await this.database.write(asSystem(context), async (tx) => {
      const account = await tx.manager.findOneBy(AccountEntity, { id: accountId });
      if (!account || !mayManage(context, account)) throw new DomainError('record.not-found', { accountId });
      if (account.id === context.accountId) throw new DomainError('account.own-second-factor');
      if (!(await this.factors.isOn(tx, accountId))) throw new DomainError('account.second-factor-missing');
      await this.factors.remove(tx, accountId);
      await revokeSessions(tx, accountId);
      auditSecurity(tx, account, 'account.reset-second-factor');
      await tellOwner(tx, accountId, 'SECOND_FACTOR_RESET');
    });
  }
}

/** One's own institution's or enterprise's people; the platform's admin those of everybody. */
function mayManage(context: TenantContext, account: AccountEntity): boolean {
  if (context.roles.includes('PLATFORM_ADMIN')) return true;
  const { institutionId, enterpriseId } = context;
  return institutionId !== null
    ? account.institutionId === institutionId
    : enterpriseId !== null && account.enterpriseId === enterpriseId;
}

@ApiTags('accounts')
@Controller('accounts')
export class SecondFactorResetController {
  constructor(private readonly service: ResetSecondFactorService) {}

  @Post(':id/reset-second-factor')
  @Allow('PLATFORM_ADMIN', 'INSTITUTION_ADMIN', 'ENTERPRISE_ADMIN')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a colleague’s lost second factor away; ends that account’s sessions' })
  @ApiNoContentResponse()
  reset(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.service.reset(context, id);
  }
}

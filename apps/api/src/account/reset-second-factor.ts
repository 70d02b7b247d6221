import { Body, Controller, HttpCode, Injectable, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountEntity, Database, type TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { tellOwner } from '@quanheng/operations';
import { Allow, Tenant } from '../platform/principal.js';
import { AccountReasonDto } from './account-reason.dto.js';
import { auditSecurity } from './audit-security.js';
import { assertManaged } from './managed-account.js';
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
  async reset(context: TenantContext, accountId: string, reason: string): Promise<void> {
    await this.database.write(asSystem(context), async (tx) => {
      const account = await tx.manager.findOneBy(AccountEntity, { id: accountId });
      assertManaged(context, account);
      if (account.id === context.accountId) throw new DomainError('account.own-second-factor');
      if (!(await this.factors.isOn(tx, accountId))) throw new DomainError('account.second-factor-missing');
      await this.factors.remove(tx, accountId);
      await revokeSessions(tx, accountId);
      auditSecurity(tx, account, 'account.reset-second-factor', reason);
      await tellOwner(tx, accountId, 'SECOND_FACTOR_RESET');
    });
  }
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
  reset(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: AccountReasonDto,
  ): Promise<void> {
    return this.service.reset(context, id, reason);
  }
}

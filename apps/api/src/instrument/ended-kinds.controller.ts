import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES } from '@quanheng/domain';
import { Allow, Tenant } from '../platform/principal.js';
import { EndedKindListDto } from './ended-kinds.dto.js';
import { EndedKindsService } from './ended-kinds.service.js';

@ApiTags('instruments')
@Allow(...ENTERPRISE_ROLES)
@Controller('instruments/ended-kinds')
export class EndedKindsController {
  constructor(private readonly kinds: EndedKindsService) {}

  @Get()
  @ApiOperation({ summary: 'Kinds of the ledger that the catalogue no longer has, and what they became' })
  @ApiOkResponse({ type: EndedKindListDto })
  find(@Tenant() context: TenantContext): Promise<EndedKindListDto> {
    return this.kinds.find(context);
  }
}

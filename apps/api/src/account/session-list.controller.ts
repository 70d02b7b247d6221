import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ROLES } from '@quanheng/domain';
import { Allow, NoIdempotencyKey, Tenant, type QuanhengRequest } from '../platform/principal.js';
import { OwnSessionListDto } from './session-list.dto.js';
import { SessionListService } from './session-list.service.js';

@ApiTags('auth')
@Allow(...ROLES)
@Controller('auth/sessions')
export class OwnSessionController {
  constructor(private readonly sessions: SessionListService) {}

  @Get()
  @ApiOperation({ summary: 'Where one is signed in, this session first' })
  @ApiOkResponse({ type: OwnSessionListDto })
  list(@Tenant() context: TenantContext, @Req() { sessionId }: QuanhengRequest): Promise<OwnSessionListDto> {
    return this.sessions.find(context, sessionId);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign one device out; it acts at its next request' })
  @ApiNoContentResponse()
  end(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.sessions.end(context, id);
  }

  @Post('end-others')
  @NoIdempotencyKey()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out everywhere but here' })
  @ApiNoContentResponse()
  endOthers(@Tenant() context: TenantContext, @Req() { sessionId }: QuanhengRequest): Promise<void> {
    return this.sessions.endOthers(context, sessionId);
  }
}

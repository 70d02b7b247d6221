import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import { Allow, NoIdempotencyKey, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { NotificationPageDto, NotificationQuery, UnreadCountDto } from './notification.dto.js';
import { NotificationService } from './notification.service.js';

@ApiTags('notifications')
@Allow('REGISTRANT', 'PLATFORM_ADMIN', 'REGULATOR', ...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
@Controller('notifications')
export class NotificationController {
  constructor(private readonly notifications: NotificationService) {}

  @Get()
  @ApiOperation({ summary: 'The inbox, newest first, in the language of Accept-Language' })
  @ApiOkResponse({ type: NotificationPageDto })
  find(
    @Tenant() context: TenantContext,
    @Query() query: NotificationQuery,
    @ReaderLanguage() language: Language,
  ): Promise<NotificationPageDto> {
    return this.notifications.find(context, query, language);
  }

  @Get('unread-count')
  @ApiOperation({ summary: 'How many messages are unread, up to 100' })
  @ApiOkResponse({ type: UnreadCountDto })
  unreadCount(@Tenant() context: TenantContext): Promise<UnreadCountDto> {
    return this.notifications.countUnread(context);
  }

  @Post('read-all')
  @NoIdempotencyKey()
  @HttpCode(204)
  @ApiOperation({ summary: 'Mark all messages as read' })
  @ApiNoContentResponse()
  readAll(@Tenant() context: TenantContext): Promise<void> {
    return this.notifications.markAllRead(context);
  }

  @Post(':id/read')
  @NoIdempotencyKey()
  @HttpCode(204)
  @ApiOperation({ summary: 'Mark one message as read' })
  @ApiNoContentResponse()
  read(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.notifications.markRead(context, id);
  }
}

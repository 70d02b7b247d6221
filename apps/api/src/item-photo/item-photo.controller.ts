import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { ApiBinary, ApiFile } from '../platform/api-docs.js';
import { Allow, NoIdempotencyKey, Tenant, type QuanhengRequest } from '../platform/principal.js';
import {
  ItemPhotoDto,
  ItemPhotoListDto,
  NewPhotoLinkDto,
  PhotoLinkDto,
  RemovePhotoBody,
} from './item-photo.dto.js';
import { ItemPhotoService } from './item-photo.service.js';
import { PhotoLinkService } from './photo-link.service.js';

const DESK = ['COUNTER_CLERK', 'VERIFIER'] as const;

@ApiTags('photos')
@Controller()
export class ItemPhotoController {
  constructor(
    private readonly photos: ItemPhotoService,
    private readonly links: PhotoLinkService,
  ) {}

  @Get('appointments/:id/photos')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Photos of the instruments of an appointment' })
  @ApiOkResponse({ type: ItemPhotoListDto })
  ofAppointment(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ItemPhotoListDto> {
    return this.photos.find(context, 'appointment', id);
  }

  @Get('tasks/:id/photos')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Photos of a task’s instrument, as it was handed in' })
  @ApiOkResponse({ type: ItemPhotoListDto })
  ofTask(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ItemPhotoListDto> {
    return this.photos.find(context, 'task', id);
  }

  @Get('item-photos/:id/file')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The picture' })
  @ApiBinary('image/jpeg')
  file(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.photos.send(reply, context, id);
  }

  @Post('item-photos/:id/remove')
  @HttpCode(204)
  @Allow(...DESK)
  @ApiOperation({ summary: 'Remove a photo, with the reason; until the instrument is done with' })
  @ApiNoContentResponse()
  remove(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: RemovePhotoBody,
  ): Promise<void> {
    return this.photos.remove(context, id, body.reason);
  }

  @Post('appointment-items/:id/photos')
  @Allow(...DESK)
  @ApiOperation({
    summary: 'Add a photo from the desk: JPG or PNG, checked and drawn anew without its metadata',
  })
  @ApiFile()
  @ApiCreatedResponse({ type: ItemPhotoDto })
  add(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: QuanhengRequest,
  ): Promise<ItemPhotoDto> {
    return this.photos.add(context, id, request);
  }

  @Post('appointment-items/:id/photo-links')
  @NoIdempotencyKey()
  @Allow(...DESK)
  @ApiOperation({ summary: 'A link for a telephone, shown once; earlier ones of the item end' })
  @ApiCreatedResponse({ type: NewPhotoLinkDto })
  open(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<NewPhotoLinkDto> {
    return this.links.open(context, id);
  }

  @Get('photo-links/:id')
  @Allow(...DESK)
  @ApiOperation({ summary: 'How far the telephone has got' })
  @ApiOkResponse({ type: PhotoLinkDto })
  link(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<PhotoLinkDto> {
    return this.links.get(context, id);
  }

  @Get('photo-links/:id/events')
  @Allow(...DESK)
  @ApiOperation({
    summary: 'The same as server-sent events; poll the resource where they don’t come through',
  })
  @ApiResponse({
    status: 200,
    description: 'A stream of the resource',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  events(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.links.stream(context, id, reply);
  }

  @Post('photo-links/:id/close')
  @HttpCode(200)
  @Allow(...DESK)
  @ApiOperation({ summary: 'End the link at once' })
  @ApiOkResponse({ type: PhotoLinkDto })
  close(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<PhotoLinkDto> {
    return this.links.close(context, id);
  }
}

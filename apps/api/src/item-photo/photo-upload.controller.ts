import {
  applyDecorators,
  Controller,
  createParamDecorator,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  type ExecutionContext,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { FastifyRequest } from 'fastify';
import { ApiFile } from '../platform/api-docs.js';
import { NoIdempotencyKey, Public, Tenant, type QuanhengRequest } from '../platform/principal.js';
import { PhotoUploadDto, SentPhotoDto } from './item-photo.dto.js';
import { PhotoUploadService } from './photo-upload.service.js';

/** The secret of the link from its header: never in an address, where it would end up in logs. */
const PhotoKey = createParamDecorator((_: unknown, host: ExecutionContext): string => {
  const key = host.switchToHttp().getRequest<FastifyRequest>().headers['x-photo-key'];
  if (typeof key !== 'string') throw new DomainError('photo.link-invalid');
  return key;
});
const Described = (summary: string) =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({
      name: 'X-Photo-Key',
      required: true,
      description: 'What stands behind the # of the link',
      schema: { type: 'string', maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
    }),
  );

/** By telephone, without logging in. */
@ApiTags('photos')
@Public()
@Controller('photo-uploads/own')
export class PhotoUploadController {
  constructor(private readonly uploads: PhotoUploadService) {}

  @Get()
  @Described('Which instrument the link is for, and what was sent')
  @ApiOkResponse({ type: PhotoUploadDto })
  get(@Tenant() context: TenantContext, @PhotoKey() key: string): Promise<PhotoUploadDto> {
    return this.uploads.get(context, key);
  }

  @Post('photos')
  @Described('Send a photo: JPG or PNG, checked and drawn anew without its metadata')
  @ApiFile()
  @ApiCreatedResponse({ type: SentPhotoDto })
  add(
    @Tenant() context: TenantContext,
    @PhotoKey() key: string,
    @Req() request: QuanhengRequest,
  ): Promise<SentPhotoDto> {
    return this.uploads.add(context, key, request);
  }

  @Delete('photos/:photoId')
  @HttpCode(204)
  @Described('Take back a photo that came through this link')
  @ApiNoContentResponse()
  remove(
    @Tenant() context: TenantContext,
    @PhotoKey() key: string,
    @Param('photoId', ParseUUIDPipe) photoId: string,
  ): Promise<void> {
    return this.uploads.remove(context, key, photoId);
  }

  @Post('finish')
  @NoIdempotencyKey()
  @HttpCode(204)
  @Described('That was all: the link ends')
  @ApiNoContentResponse()
  finish(@Tenant() context: TenantContext, @PhotoKey() key: string): Promise<void> {
    return this.uploads.finish(context, key);
  }
}

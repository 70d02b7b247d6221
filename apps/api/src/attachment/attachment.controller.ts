import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { ApiBinary } from '../platform/api-docs.js';
import { Bool } from '../platform/fields.js';
import { Allow, Tenant } from '../platform/principal.js';
import { AttachmentService } from './attachment.service.js';

class FileQuery {
  @Bool({ optional: true, description: 'Show in the browser instead of saving' })
  inline?: boolean;
}

@ApiTags('attachments')
@Controller('attachments')
export class AttachmentController {
  constructor(private readonly attachments: AttachmentService) {}

  @Get(':id/file')
  @Allow('REGISTRANT', ...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'The file of an attachment that the caller may see' })
  @ApiBinary('application/octet-stream')
  file(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: FileQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.attachments.send(reply, context, id, query.inline ?? false);
  }
}

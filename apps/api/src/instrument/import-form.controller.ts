import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { publicContext } from '@quanheng/database';
import type { FastifyReply } from 'fastify';
import { ApiBinary } from '../platform/api-docs.js';
import { Public } from '../platform/principal.js';
import { ImportTemplateService } from './import-template.service.js';
import { sendWorkbook, XLSX } from './send-workbook.js';

/** The template for whoever fills it in before registering: the same for everybody. */
@ApiTags('forms')
@Controller('forms')
export class ImportFormController {
  constructor(private readonly templates: ImportTemplateService) {}

  @Get('import-template')
  @Public()
  @ApiOperation({ summary: 'The import template (xlsx), as it is before registering', security: [] })
  @ApiBinary(XLSX)
  async template(@Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendWorkbook(reply, '强检器具导入模板.xlsx', await this.templates.write(publicContext()));
  }
}

import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { ApiBinary, ApiFile } from '../platform/api-docs.js';
import { Allow, IfMatch, Tenant, type QuanhengRequest } from '../platform/principal.js';
import { HandBackPaperService } from './hand-back-paper.service.js';
import { HandBackBody, SignatureDto } from './hand-back.dto.js';
import { HandBackService } from './hand-back.service.js';
import { ReceiptDto } from './receipt.dto.js';

const DESK = ['COUNTER_CLERK', 'VERIFIER'] as const;

@ApiTags('receipts')
@Controller('receipts/:id')
export class HandBackController {
  constructor(
    private readonly handBacks: HandBackService,
    private readonly papers: HandBackPaperService,
  ) {}

  @Put('signature')
  @Allow(...DESK)
  @ApiOperation({ summary: 'The signature of who takes instruments away, as PNG' })
  @ApiFile()
  @ApiOkResponse({ type: SignatureDto })
  sign(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: QuanhengRequest,
  ): Promise<SignatureDto> {
    return this.handBacks.sign(context, id, request);
  }

  @Post('hand-backs')
  @HttpCode(200)
  @Allow(...DESK)
  @ApiOperation({ summary: 'Give instruments back, against the pickup code or a signature' })
  @ApiOkResponse({ type: ReceiptDto })
  handBack(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: HandBackBody,
  ): Promise<ReceiptDto> {
    return this.handBacks.handBack(context, id, version, body);
  }

  @Get('hand-backs/:handBackId/slip')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The slip of what was taken away, in two copies' })
  @ApiBinary('application/pdf')
  async slip(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('handBackId', ParseUUIDPipe) handBackId: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const pdf = await this.papers.render(context, id, handBackId);
    return reply
      .header('Content-Type', 'application/pdf')
      .header('Content-Disposition', 'inline; filename="hand-back.pdf"')
      .header('Cache-Control', 'private, no-store')
      .send(pdf);
  }
}

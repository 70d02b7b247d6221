import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DomainError } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { ApiBinary } from '../platform/api-docs.js';
import { Public } from '../platform/principal.js';
import { LETTERS, LettersService } from './letters.service.js';

/** What the guide offers for download: the annexes as blank forms. */
@ApiTags('forms')
@Controller('forms')
export class FormController {
  constructor(private readonly letters: LettersService) {}

  @Get('letters/:letter')
  @Public()
  @ApiOperation({ summary: 'A letter with every blank empty, to be filled in by hand', security: [] })
  @ApiParam({ name: 'letter', enum: [...LETTERS] })
  @ApiBinary('application/pdf')
  async letter(@Param('letter') letter: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const kind = LETTERS.find((each) => each === letter);
    if (!kind) throw new DomainError('record.not-found');
    return reply
      .header('Content-Type', 'application/pdf')
      .header('Content-Disposition', `inline; filename="${kind}.pdf"`)
      .send(await this.letters.blank(kind));
  }
}

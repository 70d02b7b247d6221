import { Controller, Get, Injectable, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Database, RegistrationEntity, systemContext } from '@quanheng/database';
import { DomainError, parseCaseNumber } from '@quanheng/domain';
import { Public } from '../platform/principal.js';
import { TrackDto, TrackQuery } from './registration.dto.js';

@Injectable()
export class TrackService {
  constructor(private readonly database: Database) {}

  /** The number's check character keeps slips of the finger from finding somebody else's case. */
  async find(text: string): Promise<TrackDto> {
    const caseNumber = parseCaseNumber(text)?.code;
    const row = caseNumber
      ? await this.database.read(systemContext(), (tx) =>
          tx.manager.findOneBy(RegistrationEntity, { caseNumber }),
        )
      : null;
    if (!row) throw new DomainError('record.not-found');
    const { status, createdAt, submittedAt, decidedAt } = row;
    return { caseNumber: row.caseNumber, status, createdAt, submittedAt, decidedAt };
  }
}

@ApiTags('track')
@Controller('track')
export class TrackController {
  constructor(private readonly tracks: TrackService) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Progress of a registration by its case number: status and dates only' })
  @ApiOkResponse({ type: TrackDto })
  find(@Query() { caseNumber }: TrackQuery): Promise<TrackDto> {
    return this.tracks.find(caseNumber);
  }
}

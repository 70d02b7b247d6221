import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public, type QuanhengRequest } from '../platform/principal.js';
import { TrackDto, TrackQuery } from './track.dto.js';
import { TrackService } from './track.service.js';

@ApiTags('track')
@Controller('track')
export class TrackController {
  constructor(private readonly tracks: TrackService) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Progress of a case by its number and a second item that its owner knows: status and steps',
  })
  @ApiOkResponse({ type: TrackDto })
  find(@Query() { caseNumber, known }: TrackQuery, @Req() request: QuanhengRequest): Promise<TrackDto> {
    return this.tracks.find(caseNumber, known, request.id);
  }
}

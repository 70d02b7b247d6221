import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { AssignDto } from '../account/case-assignment.dto.js';
import { CaseAssignments } from '../account/case-assignment.service.js';
import { HistoryDto } from '../audit/audit.service.js';
import { UnmaskDto } from '../audit/unmask.dto.js';
import { Allow, IfMatch, NoIdempotencyKey, Tenant } from '../platform/principal.js';
import { ProfileChangeListService } from './profile-change-list.service.js';
import {
  ProfileChangeCountsDto,
  ProfileChangeDto,
  ProfileChangePageDto,
  ProfileChangeQuery,
  RejectProfileChangeDto,
  ReturnProfileChangeDto,
  UnmaskedProfileChangeDto,
} from './profile-change.dto.js';
import { ReviewProfileChangeService } from './review-profile-change.service.js';

/** The reviewer's side. */
@ApiTags('profile-changes')
@Allow('REVIEWER')
@Controller('profile-changes')
export class ProfileChangeReviewController {
  constructor(
    private readonly lists: ProfileChangeListService,
    private readonly reviews: ReviewProfileChangeService,
    private readonly assignments: CaseAssignments,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Changes of data submitted to this institution' })
  @ApiOkResponse({ type: ProfileChangePageDto })
  find(@Tenant() context: TenantContext, @Query() query: ProfileChangeQuery): Promise<ProfileChangePageDto> {
    return this.lists.find(context, query);
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many there are of each status' })
  @ApiOkResponse({ type: ProfileChangeCountsDto })
  counts(@Tenant() context: TenantContext): Promise<ProfileChangeCountsDto> {
    return this.lists.counts(context);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A change: what is in force, what is asked for, and the papers' })
  @ApiOkResponse({ type: ProfileChangeDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<ProfileChangeDto> {
    return this.lists.get(context, id);
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'Its steps, newest first' })
  @ApiOkResponse({ type: HistoryDto })
  history(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<HistoryDto> {
    return this.lists.history(context, id);
  }

  @Post(':id/assign')
  @NoIdempotencyKey()
  @HttpCode(204)
  @ApiOperation({ summary: 'Take it, give it to a colleague, or give it back to all' })
  @ApiNoContentResponse()
  assign(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { accountId }: AssignDto,
  ): Promise<void> {
    return this.assignments.assign(context, 'profile_change', id, accountId);
  }

  @Post(':id/return')
  @HttpCode(200)
  @ApiOperation({ summary: 'Return it for correction, with a reason for each field or paper' })
  @ApiOkResponse({ type: ProfileChangeDto })
  return(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { comments }: ReturnProfileChangeDto,
  ): Promise<ProfileChangeDto> {
    return this.reviews.return(context, id, version, comments);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve it: the new data is in force, the contact’s access follows' })
  @ApiOkResponse({ type: ProfileChangeDto })
  approve(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<ProfileChangeDto> {
    return this.reviews.approve(context, id, version);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reject it for good' })
  @ApiOkResponse({ type: ProfileChangeDto })
  reject(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: RejectProfileChangeDto,
  ): Promise<ProfileChangeDto> {
    return this.reviews.reject(context, id, version, reason);
  }

  @Post(':id/unmask')
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'Mobiles and ID numbers in full; who looked and why is on record' })
  @ApiOkResponse({ type: UnmaskedProfileChangeDto })
  unmask(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: UnmaskDto,
  ): Promise<UnmaskedProfileChangeDto> {
    return this.reviews.unmask(context, id, reason);
  }
}

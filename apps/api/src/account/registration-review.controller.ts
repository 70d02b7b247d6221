import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { UnmaskDto } from '../audit/unmask.dto.js';
import { Allow, IfMatch, NoIdempotencyKey, Tenant } from '../platform/principal.js';
import { AssignDto, AssigneeListDto } from './case-assignment.dto.js';
import { CaseAssignments } from './case-assignment.service.js';
import { RegistrationListService } from './registration-list.service.js';
import {
  RegistrationCountsDto,
  RegistrationDto,
  RegistrationPageDto,
  RegistrationQuery,
  RejectRegistrationDto,
  ReturnRegistrationDto,
  UnmaskedDto,
} from './registration.dto.js';
import { ReviewRegistrationService } from './review-registration.service.js';

/** The reviewer's side. Its two lists come before `:id` of the registrant's side. */
@ApiTags('registrations')
@Allow('REVIEWER')
@Controller('registrations')
export class RegistrationReviewController {
  constructor(
    private readonly lists: RegistrationListService,
    private readonly reviews: ReviewRegistrationService,
    private readonly assignments: CaseAssignments,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Registrations submitted to this institution' })
  @ApiOkResponse({ type: RegistrationPageDto })
  find(@Tenant() context: TenantContext, @Query() query: RegistrationQuery): Promise<RegistrationPageDto> {
    return this.lists.find(context, query);
  }

  @Get('counts')
  @ApiOperation({ summary: 'How many there are of each status' })
  @ApiOkResponse({ type: RegistrationCountsDto })
  counts(@Tenant() context: TenantContext): Promise<RegistrationCountsDto> {
    return this.lists.counts(context);
  }

  @Get('reviewers')
  @ApiOperation({ summary: 'Who could take a case: the reviewers of this institution' })
  @ApiOkResponse({ type: AssigneeListDto })
  reviewers(@Tenant() context: TenantContext): Promise<AssigneeListDto> {
    return this.assignments.reviewers(context);
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
    return this.assignments.assign(context, 'registration', id, accountId);
  }

  @Post(':id/return')
  @HttpCode(200)
  @ApiOperation({ summary: 'Return it for correction, with a reason for each field or paper' })
  @ApiOkResponse({ type: RegistrationDto })
  return(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { comments }: ReturnRegistrationDto,
  ): Promise<RegistrationDto> {
    return this.reviews.return(context, id, version, comments);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve it: the enterprise exists from now on, its registrant is its admin' })
  @ApiOkResponse({ type: RegistrationDto })
  approve(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<RegistrationDto> {
    return this.reviews.approve(context, id, version);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reject it for good' })
  @ApiOkResponse({ type: RegistrationDto })
  reject(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: RejectRegistrationDto,
  ): Promise<RegistrationDto> {
    return this.reviews.reject(context, id, version, reason);
  }

  @Post(':id/unmask')
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'Mobile and ID numbers in full; who looked and why is on record' })
  @ApiOkResponse({ type: UnmaskedDto })
  unmask(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: UnmaskDto,
  ): Promise<UnmaskedDto> {
    return this.reviews.unmask(context, id, reason);
  }
}

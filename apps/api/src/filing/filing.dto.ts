import { PickType } from '@nestjs/swagger';
import {
  DEFAULT_SETTINGS,
  FILING_KINDS,
  filingItemWorkflow,
  statuses,
  type FilingApplicationStatus,
  type FilingItemStatus,
  type FilingKind,
  type RegionLevel,
} from '@quanheng/domain';
import { HistoryEventDto } from '../audit/audit.service.js';
import {
  Bool,
  Choice,
  DateField,
  FreeObject,
  Id,
  Ids,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Text,
} from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

export const FILING_STATUSES: readonly FilingApplicationStatus[] = [
  'DRAFT',
  'IN_REVIEW',
  'NEEDS_CORRECTION',
  'APPROVED',
  'PARTLY_APPROVED',
  'REJECTED',
  'WITHDRAWN',
];
const ITEM_STATUSES = statuses(filingItemWorkflow);
const MAX_ITEMS = DEFAULT_SETTINGS.maxItemsPerFiling;
const MAX_COUNT = 10_000_000;

export class FilingSelectionDto {
  @Ids({ max: MAX_ITEMS, optional: true, description: 'The instruments; or all of an import' })
  instrumentIds?: string[];
  @Id({ optional: true, description: 'All instruments of this import that are not filed yet' })
  importId?: string;
}

export class FilingPreviewBody extends FilingSelectionDto {
  @Id({ optional: true, description: 'Judged for this institution; without it for the proposed one' })
  institutionId?: string;
}

export class FilingBody extends FilingSelectionDto {
  @Id() institutionId: string;
}

export class InstitutionChoiceDto {
  @Id() id: string;
  @Text({ max: 200 }) name: string;
  @Text({ max: 300 }) address: string;
  @Text({ max: 50 }) phone: string;
  @Integer({ min: 0, max: MAX_COUNT, description: 'How many of the instruments it may verify' })
  capable: number;
  @Choice(['COUNTY', 'CITY', 'PROVINCE'], {
    nullable: true,
    description: 'It is the institution of their county, city or province; null: it lies elsewhere',
  })
  level: RegionLevel | null;
}

export class FileableInstrumentDto {
  @Id() instrumentId: string;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
}

export class BlockedInstrumentDto extends FileableInstrumentDto {
  @Text({ max: 100, example: 'filing.open-exists' }) code: string;
  @Text({ max: 500 }) detail: string;
}

export class FilingPreviewDto {
  @Integer({ min: 0, max: MAX_COUNT }) total: number;
  @Integer({ min: 0, max: MAX_COUNT, description: 'How many can be filed now' }) ready: number;
  @Ids({ max: MAX_ITEMS, min: 0, description: 'The instruments that can be filed now' })
  readyIds: string[];
  @ListOf(() => FileableInstrumentDto, { max: 200, description: 'The first 200 of them, to be checked' })
  fileable: FileableInstrumentDto[];
  @Id({ nullable: true, description: 'The institution judged for; null when none may verify any of them' })
  institutionId: string | null;
  @ListOf(() => InstitutionChoiceDto, { description: 'The proposed one first' })
  institutions: InstitutionChoiceDto[];
  @Integer({ min: 0, max: MAX_COUNT }) blockedCount: number;
  @ListOf(() => BlockedInstrumentDto, { max: 200, description: 'The first 200 that cannot' })
  blocked: BlockedInstrumentDto[];
}

export class FilingQuery extends PageQuery {
  @Choice(FILING_STATUSES, { optional: true, name: 'FilingApplicationStatus' })
  status?: FilingApplicationStatus;
  @Text({ max: 100, optional: true, description: 'Part of the case number or the enterprise’s name' })
  q?: string;
  @Choice(['newest', 'oldest'], { optional: true, description: 'Default newest' }) sort?: 'newest' | 'oldest';
  @Choice(['me', 'none'], { optional: true, description: 'Institution: whose it is to review' })
  assignee?: 'me' | 'none';
}

export class FilingItemCountsDto {
  @Integer({ min: 0, max: MAX_ITEMS }) SUBMITTED: number;
  @Integer({ min: 0, max: MAX_ITEMS }) RETURNED: number;
  @Integer({ min: 0, max: MAX_ITEMS }) APPROVED: number;
  @Integer({ min: 0, max: MAX_ITEMS }) REJECTED: number;
  @Integer({ min: 0, max: MAX_ITEMS }) WITHDRAWN: number;
  @Integer({ min: 0, max: MAX_ITEMS }) LAPSED: number;
  @Integer({ min: 0, max: MAX_ITEMS }) SUPERSEDED: number;
}

export class FilingListItemDto {
  @Id() id: string;
  @Text({ max: 30, example: 'F20261123-00007-9' }) caseNumber: string;
  @Choice(FILING_STATUSES, { name: 'FilingApplicationStatus' }) status: FilingApplicationStatus;
  @Id() enterpriseId: string;
  @Text({ max: 200 }) enterpriseName: string;
  @Id() institutionId: string;
  @Text({ max: 200 }) institutionName: string;
  @Text({ max: 100 }) submittedByName: string;
  @Text({
    max: 100,
    nullable: true,
    description: 'Who deals with it now, where that is no longer who submitted',
  })
  handlerName: string | null;
  @InstantField() submittedAt: Date;
  @Integer({ min: 0, max: MAX_ITEMS }) total: number;
  @Nested(() => FilingItemCountsDto) counts: FilingItemCountsDto;
  @Integer({ min: 1, max: MAX_COUNT }) version: number;
  @Choice(FILING_KINDS, { name: 'FilingKind', description: 'CHANGE: locked fields of a filed instrument' })
  kind: FilingKind;
  @Id({ nullable: true }) assigneeId: string | null;
  @Text({ max: 100, nullable: true, description: 'Who reviews it' }) assigneeName: string | null;
  @DateField({ nullable: true, description: 'Until when the institution decides' }) reviewDueOn:
    string | null;
  @DateField({ nullable: true }) nudgedOn: string | null;
  @Integer({ min: 0, max: MAX_COUNT, description: 'How often the enterprise has nudged' }) nudges: number;
}

export class FilingPageDto {
  @ListOf(() => FilingListItemDto) items: FilingListItemDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class FilingDto extends FilingListItemDto {
  @Text({ max: 300 }) institutionAddress: string;
  @Text({ max: 50 }) institutionPhone: string;
  @Text({ max: 100, nullable: true, description: 'Department of the institution that reviews filings' })
  officeName: string | null;
  @Text({ max: 50, nullable: true }) officePhone: string | null;
  @Bool({ description: 'Whoever submits cannot review the same thing' })
  submittedByMe: boolean;
  @Bool({ description: 'It waits for the institution, and the enterprise may nudge today' })
  mayNudge: boolean;
}

export class AssignBody {
  @Id({ nullable: true, description: 'A reviewer of the institution; null: nobody' }) assigneeId:
    string | null;
}

export class FilingCountsDto {
  @FreeObject({ description: 'Applications by state; for an institution only those in work' })
  counts: Partial<Record<FilingApplicationStatus, number>>;
}

export class FilingItemQuery extends PageQuery {
  @Choice(ITEM_STATUSES, { optional: true, name: 'FilingItemStatus' }) status?: FilingItemStatus;
  @Bool({
    optional: true,
    description:
      'Only items that a machine check speaks against; false: only those that passed all (institution)',
  })
  failed?: boolean;
}

export class FilingItemIdsQuery extends PickType(FilingItemQuery, ['status', 'failed']) {}

export class FilingItemIdDto {
  @Id() id: string;
  @Integer({ min: 1, max: MAX_COUNT }) version: number;
  @Id() instrumentId: string;
}

export class FilingItemIdsDto {
  @ListOf(() => FilingItemIdDto, { max: MAX_ITEMS, description: 'All that match, on whatever page' })
  items: FilingItemIdDto[];
}

export const CHECK_CODES = [
  'CATEGORY_IN_FORCE',
  'REGION_KNOWN',
  'REGION_SPECIFIC',
  'ACCURACY_PRESENT',
  'NOT_FILED_ELSEWHERE',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export class FilingCheckDto {
  @Choice(CHECK_CODES) code: CheckCode;
  @Bool() ok: boolean;
}

export class FilingItemDto {
  @Id() id: string;
  @Id() instrumentId: string;
  @Integer({ min: 1, max: MAX_ITEMS, description: 'Place in the application, from 1' }) number: number;
  @Choice(ITEM_STATUSES, { name: 'FilingItemStatus' }) status: FilingItemStatus;
  @Integer({ min: 1, max: MAX_COUNT }) version: number;
  @FreeObject({ description: 'The instrument’s fields as submitted' }) snapshot: Record<
    string,
    string | null
  >;
  @FreeObject({ nullable: true, description: 'Locked fields that change on approval, by their new values' })
  changes: Record<string, string | null> | null;
  @FreeObject({ nullable: true, description: 'What these fields were when the change was asked for' })
  before: Record<string, string | null> | null;
  @Text({ max: 200, description: 'Name of the kind in the catalogue in force, else its code' }) kind: string;
  @Text({ max: 100, nullable: true, description: 'Name of the region, where its code is known' })
  regionName: string | null;
  @Text({ max: 1000, nullable: true, description: 'What to correct, or why it was rejected' })
  comment: string | null;
  @Text({ max: 100, nullable: true }) decidedByName: string | null;
  @InstantField({ nullable: true }) decidedAt: Date | null;
  @DateField({ nullable: true }) approvedOn: string | null;
  @ListOf(() => FilingCheckDto, { description: 'For the reviewer; empty for the enterprise' })
  checks: FilingCheckDto[];
}

export class FilingItemPageDto {
  @ListOf(() => FilingItemDto) items: FilingItemDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class CommentBody {
  @Text({ max: 500, optional: true, description: 'Required to return and to reject' }) comment?: string;
}

export class VersionedIdDto {
  @Id() id: string;
  @Integer({ min: 1, max: MAX_COUNT }) version: number;
}

export const DECISIONS = ['approve', 'return', 'reject', 'withdraw', 'submit'] as const;
export type Decision = (typeof DECISIONS)[number];

export class DecisionsBody extends CommentBody {
  @Choice(DECISIONS) decision: Decision;
  @ListOf(() => VersionedIdDto, { min: 1, max: 1000 }) items: VersionedIdDto[];
}

export class DecisionResultDto {
  @Id() id: string;
  @Bool() ok: boolean;
  @Choice(ITEM_STATUSES, { nullable: true, name: 'FilingItemStatus' }) status: FilingItemStatus | null;
  @Integer({ min: 1, max: MAX_COUNT, nullable: true }) version: number | null;
  @Text({ max: 100, nullable: true, description: 'Why not' }) code: string | null;
  @Text({ max: 500, nullable: true }) detail: string | null;
}

export class DecisionResultsDto {
  @ListOf(() => DecisionResultDto) results: DecisionResultDto[];
}

export class FilingHistoryEventDto extends HistoryEventDto {
  @Integer({ min: 1, max: MAX_ITEMS, description: 'Items that the same decision was about' }) count: number;
}

export class FilingHistoryDto {
  @ListOf(() => FilingHistoryEventDto) items: FilingHistoryEventDto[];
}

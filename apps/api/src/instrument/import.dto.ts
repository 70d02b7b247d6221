import {
  importWorkflow,
  INSTRUMENT_FIELDS,
  ROW_LEVELS,
  statuses,
  type FindingLevel,
  type ImportMapping,
  type ImportStatus,
  type InstrumentFieldKey,
  type RowLevel,
} from '@quanheng/domain';
import {
  Choice,
  FreeObject,
  Id,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Text,
  TextList,
  TextTable,
} from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

const MAX = 1_000_000;
const FIELD_KEYS = INSTRUMENT_FIELDS.map(({ key }) => key);
const PHASES = ['PARSE', 'VALIDATE', 'DEDUPLICATE', 'COMMIT'] as const;
export const COMMIT_POLICIES = ['VALID_ONLY', 'ALL_OR_NOTHING'] as const;
export type CommitPolicy = (typeof COMMIT_POLICIES)[number];

export class ImportCountsDto {
  @Integer({ min: 0, max: MAX }) total: number;
  @Integer({ min: 0, max: MAX }) errors: number;
  @Integer({ min: 0, max: MAX }) warnings: number;
  @Integer({ min: 0, max: MAX }) duplicates: number;
  @Integer({ min: 0, max: MAX, description: 'Nothing to be said of them' }) clean: number;
}

export class ImportFailureDto {
  @Text({ max: 100 }) code: string;
  @Text({ max: 1000 }) detail: string;
}

export class ImportItemDto {
  @Id() id: string;
  @Integer({ min: 1, max: 2_147_483_647 }) version: number;
  @Choice(statuses(importWorkflow), { name: 'ImportStatus' }) status: ImportStatus;
  @Text({ max: 200 }) fileName: string;
  @InstantField() createdAt: Date;
  @InstantField({ nullable: true }) completedAt: Date | null;
  @Choice(PHASES, { nullable: true, description: 'What is being done' }) phase: string | null;
  @Integer({ min: 0, max: MAX, description: 'Rows done in this phase' }) done: number;
  @Integer({ min: 0, max: MAX, description: '0 while it isn’t known' }) total: number;
  @Nested(() => ImportCountsDto, { nullable: true }) counts: ImportCountsDto | null;
  @Choice(COMMIT_POLICIES, { nullable: true }) commitPolicy: CommitPolicy | null;
  @Integer({ min: 0, max: MAX, description: 'Instruments taken into the ledger' }) created: number;
  @Integer({ min: 0, max: MAX, description: 'Left out because the ledger had got them meanwhile' })
  skipped: number;
  @Nested(() => ImportFailureDto, { nullable: true }) failure: ImportFailureDto | null;
}

export class ImportPreviewDto {
  @TextList({ max: 256, maxLength: 1000, description: 'What stands above them' }) columns: string[];
  @TextTable({
    maxRows: 50,
    maxColumns: 500,
    maxLength: 1000,
    description: 'The first rows, cells in the order of the columns',
  })
  rows: string[][];
}

export class ImportMappingInput implements ImportMapping {
  @FreeObject({ description: 'Index of the column from 0 → field; columns left out are ignored' })
  columns: Record<string, InstrumentFieldKey>;
  @FreeObject({ description: 'Field → the one value of all rows, as a cell would hold it' })
  constants: Partial<Record<InstrumentFieldKey, string>>;
}

export class ImportDto extends ImportItemDto {
  @Text({ max: 200, nullable: true }) sheet: string | null;
  @Integer({ min: 1, max: 2_000_000, nullable: true }) headerRow: number | null;
  @Nested(() => ImportMappingInput, { nullable: true }) mapping: ImportMappingInput | null;
  @Nested(() => ImportPreviewDto, { nullable: true }) preview: ImportPreviewDto | null;
  @TextList({ max: 30, maxLength: 50, description: 'Required fields that nothing fills yet' })
  missingFields: InstrumentFieldKey[];
  @InstantField({ nullable: true, description: 'Until when a committed import can be undone' })
  undoUntil: Date | null;
}

export class ImportPageDto {
  @ListOf(() => ImportItemDto) items: ImportItemDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class FindingDto {
  @Choice(FIELD_KEYS, { name: 'InstrumentFieldKey' }) field: InstrumentFieldKey;
  @Choice(['ERROR', 'WARNING', 'INFO'], { name: 'FindingLevel' }) level: FindingLevel;
  @Text({ max: 100 }) code: string;
  @Text({ max: 500 }) message: string;
  @Text({ max: 200, min: 0, description: 'What was found in the cell' }) value: string;
  @Text({ max: 200, nullable: true, description: 'What could be typed instead' }) suggestion: string | null;
}

export class ImportRowDto {
  @Integer({ min: 1, max: 2_000_000, description: 'As the spreadsheet numbers it' }) rowNumber: number;
  @Integer({ min: 1, max: 2_147_483_647 }) version: number;
  @Choice(ROW_LEVELS, { name: 'RowLevel' }) level: RowLevel;
  @FreeObject({ description: 'Field → text of the cell' }) cells: Partial<Record<InstrumentFieldKey, string>>;
  @TextList({ max: 30, maxLength: 50, description: 'Fields typed over the file' }) edited: string[];
  @ListOf(() => FindingDto) findings: FindingDto[];
  @Integer({ min: 1, max: 2_000_000, nullable: true, description: 'The earlier row that is the same' })
  duplicateRow: number | null;
  @Id({ nullable: true, description: 'The instrument of the ledger that is the same' })
  duplicateId: string | null;
  @Id({ nullable: true, description: 'What it became' }) instrumentId: string | null;
}

export class ImportRowQuery extends PageQuery {
  @Choice(ROW_LEVELS, { optional: true }) level?: RowLevel;
}

export class ImportRowPageDto {
  @ListOf(() => ImportRowDto) items: ImportRowDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class MendInput {
  @FreeObject({ description: 'Field → what is to stand in the cell; null empties it' })
  cells: Partial<Record<InstrumentFieldKey, string | null>>;
}

export class MendedRowDto extends ImportRowDto {
  @Nested(() => ImportCountsDto) counts: ImportCountsDto;
}

export class FixInput {
  @Choice(FIELD_KEYS) field: InstrumentFieldKey;
  @Text({ max: 200, min: 0, description: 'The value as a finding quotes it' }) from: string;
  @Text({ max: 500, min: 0, description: 'What is to stand in all these cells' }) to: string;
}

export class FixedDto {
  @Integer({ min: 0, max: MAX }) changed: number;
  @Nested(() => ImportCountsDto) counts: ImportCountsDto;
}

export class RemovedRowDto {
  @Nested(() => ImportCountsDto) counts: ImportCountsDto;
}

/** One thing that is said of many cells. */
export class FindingGroupDto extends FindingDto {
  @Integer({ min: 1, max: MAX }) rows: number;
  @Integer({ min: 1, max: 2_000_000 }) firstRow: number;
}

export class FindingGroupListDto {
  @ListOf(() => FindingGroupDto) items: FindingGroupDto[];
}

export class CommitInput {
  @Choice(COMMIT_POLICIES) commitPolicy: CommitPolicy;
}

export class UndoneDto extends ImportDto {
  @Integer({ min: 0, max: MAX, description: 'Instruments taken out of the ledger' }) removed: number;
  @Integer({ min: 0, max: MAX, description: 'Left there because they were changed or filed since' })
  kept: number;
}

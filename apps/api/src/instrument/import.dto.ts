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
  Bool,
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
export const DUPLICATE_POLICIES = ['SKIP', 'UPDATE'] as const;
export type DuplicatePolicy = (typeof DUPLICATE_POLICIES)[number];
export const IMPORT_VIEWS = ['NEW', 'UPDATE', 'REMOVED', 'DONE'] as const;
export type ImportView = (typeof IMPORT_VIEWS)[number];

export class ImportCountsDto {
  @Integer({ min: 0, max: MAX }) total: number;
  @Integer({ min: 0, max: MAX }) errors: number;
  @Integer({ min: 0, max: MAX }) warnings: number;
  @Integer({ min: 0, max: MAX }) duplicates: number;
  @Integer({ min: 0, max: MAX, description: 'Nothing to be said of them' }) clean: number;
  @Integer({
    min: 0,
    max: MAX,
    description: 'Of the duplicates those that could bring the ledger up to date',
  })
  updates?: number;
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
  @Integer({ min: 0, max: MAX, description: 'Instruments of the ledger brought up to date' }) updated: number;
  @Choice(DUPLICATE_POLICIES, { nullable: true }) duplicatePolicy: DuplicatePolicy | null;
  @Id({ nullable: true, description: 'The file was the error report of this import and has gone into it' })
  mergedInto: string | null;
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
  @FreeObject({
    optional: true,
    description:
      'Index of a column whose text is put behind a field → `{ key, label }`, e.g. into the remark',
  })
  extra?: Record<string, { key: InstrumentFieldKey; label: string | null }>;
  @FreeObject({ optional: true, description: 'Index of a column → the unit that its header names' })
  units?: Record<string, string>;
}

export class ImportAsideRowDto {
  @Integer({ min: 1, max: 2_000_000 }) rowNumber: number;
  @Text({ max: 200, min: 0 }) text: string;
  @Choice(['TOTAL', 'NOTE', 'HEADER', 'HINT']) reason: 'TOTAL' | 'NOTE' | 'HEADER' | 'HINT';
}

export class ImportAsideDto {
  @Integer({ min: 0, max: MAX }) count: number;
  @ListOf(() => ImportAsideRowDto) rows: ImportAsideRowDto[];
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
  @Nested(() => ImportAsideDto, {
    description: 'Rows that are no instruments: totals, notes; the first of them',
  })
  aside: ImportAsideDto;
  @TextList({ max: 200, maxLength: 200, description: 'Further sheets that look like lists of instruments' })
  otherSheets: string[];
  @Id({ nullable: true, description: 'An earlier import of the same file' }) sameAs: string | null;
  @Integer({ min: 0, max: 2_147_483_647, description: 'Counts the changes of rows; see `live`' })
  editSeq: number;
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

export class ImportDiffDto {
  @Choice(FIELD_KEYS) field: InstrumentFieldKey;
  @Text({ max: 1000, min: 0, nullable: true }) from: string | null;
  @Text({ max: 1000, min: 0 }) to: string;
  @Bool({ description: 'Filed or certified: shown, not taken' }) locked: boolean;
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
  @Bool({ description: 'Left out by a clerk' }) removed: boolean;
  @ListOf(() => ImportDiffDto, { description: 'What it would change in the ledger' }) diff: ImportDiffDto[];
}

export class ImportRowQuery extends PageQuery {
  @Choice(ROW_LEVELS, { optional: true }) level?: RowLevel;
  @Choice(IMPORT_VIEWS, {
    optional: true,
    description: 'NEW and UPDATE as commit would take them; REMOVED were left out',
  })
  view?: ImportView;
}

export class ImportRowPageDto {
  @ListOf(() => ImportRowDto) items: ImportRowDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class MendInput {
  @FreeObject({ description: 'Field → what is to stand in the cell; null is what the file says again' })
  cells: Partial<Record<InstrumentFieldKey, string | null>>;
}

export class MendedRowDto extends ImportRowDto {
  @Nested(() => ImportCountsDto) counts: ImportCountsDto;
}

export class FixInput {
  @Choice(FIELD_KEYS) field: InstrumentFieldKey;
  @Text({ max: 200, min: 0, description: 'The value as a finding quotes it' }) from: string;
  @Text({ max: 500, min: 0, description: 'What is to stand in all these cells' }) to: string;
  @Text({ max: 500, optional: true, description: 'Only the cells for which a finding suggests this' })
  suggestion?: string;
}

export class FixedDto {
  @Integer({ min: 0, max: MAX }) changed: number;
  @Nested(() => ImportCountsDto) counts: ImportCountsDto;
}

export class RemovedRowDto {
  @Nested(() => ImportCountsDto) counts: ImportCountsDto;
}

export class CellChangeInput {
  @Integer({ min: 1, max: 2_000_000 }) row: number;
  @Choice(FIELD_KEYS) field: InstrumentFieldKey;
  @Text({ max: 1000, min: 0, nullable: true, description: 'null is what the file says again' }) to:
    string | null;
}

export class RowVersionInput {
  @Integer({ min: 1, max: 2_000_000 }) row: number;
  @Integer({ min: 1, max: 2_147_483_647 }) version: number;
}

export class CellsInput {
  @ListOf(() => CellChangeInput, { max: 10_000, min: 1 }) changes: CellChangeInput[];
  @ListOf(() => RowVersionInput, {
    max: 10_000,
    optional: true,
    description: 'Rows as the caller knows them; stale ones refuse all',
  })
  versions?: RowVersionInput[];
}

export class EditedDto {
  @Integer({ min: 0, max: MAX, description: 'Rows' }) changed: number;
  @ListOf(() => ImportRowDto, { description: 'The first 500 of them' }) rows: ImportRowDto[];
  @Nested(() => ImportCountsDto) counts: ImportCountsDto;
}

export class ReplaceInput {
  @Choice(FIELD_KEYS) field: InstrumentFieldKey;
  @Text({ max: 200 }) find: string;
  @Text({ max: 500, min: 0 }) replacement: string;
  @Bool({ optional: true, description: 'Only cells that hold nothing else' }) whole?: boolean;
}

export class PresenceInput {
  @Integer({ min: 1, max: 2_000_000, optional: true }) row?: number;
  @Choice(FIELD_KEYS, { optional: true }) field?: InstrumentFieldKey;
  @Integer({ min: 0, max: 2_147_483_647, description: '`editSeq` as it was last answered' }) since: number;
}

export class ImportPersonDto {
  @Id() accountId: string;
  @Text({ max: 200, min: 0 }) name: string;
  @Integer({ min: 1, max: 2_000_000, nullable: true }) row: number | null;
  @Choice(FIELD_KEYS, { nullable: true }) field: InstrumentFieldKey | null;
}

export class ImportLiveDto {
  @Choice(statuses(importWorkflow)) status: ImportStatus;
  @Integer({ min: 0, max: 2_147_483_647 }) editSeq: number;
  @Nested(() => ImportCountsDto, { nullable: true }) counts: ImportCountsDto | null;
  @ListOf(() => ImportPersonDto, { description: 'Who else has it on the screen' }) people: ImportPersonDto[];
  @ListOf(() => ImportRowDto, { description: 'What others have changed since' }) rows: ImportRowDto[];
}

export class ImportSheetInput {
  @Text({ max: 200 }) sheet: string;
}

/** One thing that is said of many cells. */
export class UsualValueDto {
  @Choice(FIELD_KEYS) field: InstrumentFieldKey;
  @Text({ max: 100, min: 0, description: 'As a cell of the template says it: a digit, a code' })
  value: string;
}

export class UsualValuesDto {
  @ListOf(() => UsualValueDto) items: UsualValueDto[];
}

export class FindingGroupDto extends FindingDto {
  @Integer({ min: 1, max: MAX }) rows: number;
  @Integer({ min: 1, max: 2_000_000 }) firstRow: number;
}

export class FindingGroupListDto {
  @ListOf(() => FindingGroupDto) items: FindingGroupDto[];
}

export class CommitInput {
  @Choice(COMMIT_POLICIES) commitPolicy: CommitPolicy;
  @Choice(DUPLICATE_POLICIES, {
    optional: true,
    description: 'What the ledger has already: SKIP it (default) or UPDATE it but for what is filed',
  })
  duplicatePolicy?: DuplicatePolicy;
}

export class UndoneDto extends ImportDto {
  @Integer({ min: 0, max: MAX, description: 'Instruments taken out of the ledger' }) removed: number;
  @Integer({ min: 0, max: MAX, description: 'Instruments that are as they were before' }) restored: number;
  @Integer({ min: 0, max: MAX, description: 'Left there because they were changed or filed since' })
  kept: number;
}

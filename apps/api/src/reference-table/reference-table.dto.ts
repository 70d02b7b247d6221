import { ReferenceTableEntity } from '@quanheng/database';
import {
  errorText,
  REFERENCE_CHANGES,
  REFERENCE_KINDS,
  referenceTableWorkflow,
  statuses,
  type ErrorCode,
  type Language,
  type ReferenceChange,
  type ReferenceKind,
  type ReferenceTableStatus,
} from '@quanheng/domain';
import { LongJobFailureDto } from '../long-job/long-job.dto.js';
import { Choice, DateField, Id, InstantField, Integer, ListOf, Nested, Text } from '../platform/fields.js';

const MAX = 1_000_000_000;

export class ReferenceTableQuery {
  @Choice(REFERENCE_KINDS, { name: 'ReferenceKind' }) kind: ReferenceKind;
}

export class TableProblemDto {
  @Integer({ min: 1, max: MAX, description: 'As the spreadsheet numbers it' }) row: number;
  @Text({ max: 100, description: 'Its header' }) column: string;
  @Text({ max: 200, min: 0 }) value: string;
  @Text({ max: 100 }) code: string;
  @Text({ max: 1000 }) message: string;
}

/** What would change, in figures. */
export class ChangeCountsDto {
  @Integer({ min: 0, max: MAX }) added: number;
  @Integer({ min: 0, max: MAX }) removed: number;
  @Integer({ min: 0, max: MAX }) changed: number;
}

/** An uploaded table of reference data. */
export class ReferenceTableItemDto {
  @Id() id: string;
  @Integer({ min: 1, max: MAX }) version: number;
  @Choice(REFERENCE_KINDS, { name: 'ReferenceKind' }) kind: ReferenceKind;
  @Choice(statuses(referenceTableWorkflow), { name: 'ReferenceTableStatus' }) status: ReferenceTableStatus;
  @Text({ max: 255 }) fileName: string;
  @Text({ max: 100, min: 0 }) createdByName: string;
  @InstantField() createdAt: Date;
  @Integer({ min: 0, max: MAX }) rowCount: number;
  @Integer({ min: 0, max: MAX }) problemCount: number;
  @Nested(() => LongJobFailureDto, { nullable: true, description: 'Why it could not be read' })
  failure: LongJobFailureDto | null;
  @InstantField({ nullable: true }) publishedAt: Date | null;
  @Text({ max: 100, nullable: true }) publishedByName: string | null;
  @DateField({ nullable: true }) effectiveFrom: string | null;
}

export class ReferenceTableListDto {
  @ListOf(() => ReferenceTableItemDto, { max: 50 }) items: ReferenceTableItemDto[];
}

export class ReferenceTableDto extends ReferenceTableItemDto {
  @ListOf(() => TableProblemDto, { max: 500, description: 'The first 500' }) problems: TableProblemDto[];
  @Text({ max: 100, description: 'What it was compared with; sent back when it is published' }) base: string;
  @Text({ max: 200, nullable: true, description: 'The edition it was compared with' }) baseTitle:
    string | null;
  @DateField({ nullable: true }) baseFrom: string | null;
  @Nested(() => ChangeCountsDto) changes: ChangeCountsDto;
}

export class DifferenceQuery {
  @Choice(REFERENCE_CHANGES, { name: 'ReferenceChange', optional: true }) change?: ReferenceChange;
  @Text({ max: 50, optional: true, description: 'Part of the code or the name' }) q?: string;
  @Text({ max: 20, optional: true, description: 'The last code of the page before' }) after?: string;
  @Integer({ min: 1, max: 200, optional: true, description: 'Default 100' }) limit?: number;
}

export class FieldDifferenceDto {
  @Text({ max: 50 }) field: string;
  @Text({ max: 100, description: 'Its header in the table' }) header: string;
  @Text({ max: 1000, min: 0 }) before: string;
  @Text({ max: 1000, min: 0 }) after: string;
}

export class ReferenceDifferenceDto {
  @Text({ max: 20 }) code: string;
  @Text({ max: 100, min: 0 }) name: string;
  @Choice(REFERENCE_CHANGES, { name: 'ReferenceChange' }) change: ReferenceChange;
  @ListOf(() => FieldDifferenceDto, {
    max: 20,
    description: 'All fields of an added or removed one that hold something',
  })
  fields: FieldDifferenceDto[];
}

export class ReferenceDifferenceListDto {
  @ListOf(() => ReferenceDifferenceDto, { max: 200 }) items: ReferenceDifferenceDto[];
  @Text({ max: 20, nullable: true, description: '`after` of the next page' }) next: string | null;
}

export class PublishTableInput {
  @Text({ max: 100, description: 'As it was read; another one means that the differences are others now' })
  base: string;
  @DateField({ optional: true, description: 'A catalogue’s first day; regions take effect at once' })
  effectiveFrom?: string;
  @Text({ max: 200, optional: true, description: 'The name of a catalogue’s edition' }) title?: string;
  @Text({ max: 1000, optional: true }) note?: string;
}

export function toTableItem(row: ReferenceTableEntity, language: Language): ReferenceTableItemDto {
  const { id, version, kind, status, fileName, createdByName, createdAt, rowCount, problemCount } = row;
  const { publishedAt, publishedByName, effectiveFrom } = row;
  const code = row.errorCode as ErrorCode | null;
  const detail = code && errorText(code, language, row.errorDetails as Record<string, unknown>);
  return {
    ...{ id, version, kind, status, fileName, createdByName, createdAt, rowCount, problemCount },
    ...{ publishedAt, publishedByName, effectiveFrom },
    failure: code && { code, detail: detail ?? '' },
  };
}

export function toProblem(
  { row, column, value, code, details }: ReferenceTableEntity['problems'][number],
  language: Language,
): TableProblemDto {
  return { row, column, value, code, message: errorText(code, language, { value, ...details }) };
}

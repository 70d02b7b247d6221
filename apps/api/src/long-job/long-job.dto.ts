import { LongJobEntity } from '@quanheng/database';
import {
  errorText,
  LONG_JOB_KINDS,
  longJobWorkflow,
  statuses,
  type ErrorCode,
  type Language,
  type LongJobKind,
  type LongJobStatus,
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
} from '../platform/fields.js';

const MAX = 1_000_000_000;

export class LongJobFailureDto {
  @Text({ max: 100 }) code: string;
  @Text({ max: 1000 }) detail: string;
}

/** Long work in the background. */
export class LongJobDto {
  @Id() id: string;
  @Integer({ min: 1, max: MAX }) version: number;
  @Choice(LONG_JOB_KINDS, { name: 'LongJobKind' }) kind: LongJobKind;
  @Choice(statuses(longJobWorkflow), { name: 'LongJobStatus' }) status: LongJobStatus;
  @Text({ max: 50, nullable: true, description: 'What is being done', example: 'PACK' }) phase: string | null;
  @Integer({ min: 0, max: MAX }) done: number;
  @Integer({ min: 0, max: MAX, description: '0 while it isn’t known' }) total: number;
  @FreeObject({ description: 'What came out, in figures, e.g. `files`' }) counts: Record<string, number>;
  @Bool({ description: 'Whether `/jobs/{id}/file` has something' }) fileReady: boolean;
  @Nested(() => LongJobFailureDto, { nullable: true }) failure: LongJobFailureDto | null;
  @InstantField() createdAt: Date;
  @InstantField({ nullable: true }) endedAt: Date | null;
}

export class LongJobListDto {
  @ListOf(() => LongJobDto, { max: 100 }) items: LongJobDto[];
}

export function toLongJobDto(row: LongJobEntity, language: Language): LongJobDto {
  const { id, version, kind, status, phase, done, total, counts, createdAt, endedAt } = row;
  const code = row.errorCode as ErrorCode | null;
  const detail = code && errorText(code, language, row.errorDetails as Record<string, unknown>);
  return {
    ...{ id, version, kind, status, phase, done, total, counts, createdAt, endedAt },
    fileReady: row.attachmentId !== null,
    failure: code && { code, detail: detail ?? '' },
  };
}

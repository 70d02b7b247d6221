import { IntersectionType } from '@nestjs/swagger';
import { AUDIT_KINDS, type AuditKind } from '@quanheng/domain';
import {
  Choice,
  DateField,
  FreeObject,
  Id,
  InstantField,
  Integer,
  ListOf,
  Text,
} from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

const ACTION = 'filing-item.approve';
const SEQUENCE = { min: 0, max: Number.MAX_SAFE_INTEGER };

export class AuditFilterDto {
  @Choice(AUDIT_KINDS, { optional: true, name: 'AuditKind' }) kind?: AuditKind;
  @Text({ max: 100, optional: true, example: ACTION, description: 'An action, or the first word of several' })
  action?: string;
  @Text({ max: 100, optional: true, description: 'Part of the name of who did it, or the id of the account' })
  person?: string;
  @Text({
    max: 100,
    optional: true,
    description: 'Its id, case or certificate number, or an account’s login name',
  })
  object?: string;
  @DateField({ optional: true, description: 'First day' }) from?: string;
  @DateField({ optional: true, description: 'Last day, included' }) to?: string;
}

export class AuditQuery extends IntersectionType(PageQuery, AuditFilterDto) {}

export class AuditEventDto {
  @Id() id: string;
  @InstantField() at: Date;
  @Choice(AUDIT_KINDS, { name: 'AuditKind' }) kind: AuditKind;
  @Text({ max: 100, example: ACTION }) action: string;
  @Id({ nullable: true }) actorId: string | null;
  @Text({ max: 200, nullable: true, description: 'Who; null for the passing of time' }) actorName:
    string | null;
  @Text({ max: 200, nullable: true, description: 'For whom, at the counter' }) onBehalfOf: string | null;
  @Text({ max: 100, example: 'filing-item' }) objectType: string;
  @Text({ max: 100 }) objectId: string;
  @Text({ max: 300, nullable: true, description: 'What people call it; null when it is gone' }) objectName:
    string | null;
  @FreeObject({ nullable: true, description: 'What was before; personal data masked' }) before: object | null;
  @FreeObject({ nullable: true, description: 'What is since; personal data masked' }) after: object | null;
  @Text({ max: 2000, nullable: true }) reason: string | null;
  @Text({ max: 100, nullable: true }) requestId: string | null;
  @Integer({ ...SEQUENCE, description: 'Its place in the hash chain' }) seq: number;
}

export class AuditPageDto {
  @ListOf(() => AuditEventDto) items: AuditEventDto[];
  @Text({ max: 1000, nullable: true, description: 'Cursor of the next page' }) next: string | null;
}

export class BrokenLinkDto {
  @Text({ max: 100, description: 'Whose chain: a tenant’s id or `platform`' }) chain: string;
  @Integer({ ...SEQUENCE, description: 'The event that does not follow; 0: whole chains are missing' })
  seq: number;
}

/** A run through the hash chains; unfinished while `finishedAt` is null. */
export class AuditCheckDto {
  @Id() id: string;
  @InstantField() createdAt: Date;
  @InstantField({ nullable: true }) finishedAt: Date | null;
  @Text({ max: 200, nullable: true, description: 'Who asked; null for the daily run' }) askedByName:
    string | null;
  @Integer({ ...SEQUENCE, nullable: true }) chains: number | null;
  @Integer({ ...SEQUENCE, nullable: true }) events: number | null;
  @ListOf(() => BrokenLinkDto, { description: 'Empty when nobody has tampered' }) broken: BrokenLinkDto[];
  @Text({ max: 64, nullable: true, description: 'Over the last link of every chain; keep it elsewhere' })
  digest: string | null;
}

export class AuditCheckListDto {
  @ListOf(() => AuditCheckDto) items: AuditCheckDto[];
}

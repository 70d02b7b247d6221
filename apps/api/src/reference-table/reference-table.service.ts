import { Injectable } from '@nestjs/common';
import {
  Database,
  lockForMove,
  ReferenceTableEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  next,
  referenceTableWorkflow,
  type Language,
  type ReferenceKind,
  type ReferenceRow,
} from '@quanheng/domain';
import { startLongJob } from '@quanheng/operations';
import { refusalOfFormat, writeReferenceTemplate } from '@quanheng/spreadsheets';
import type { FastifyRequest } from 'fastify';
import { Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { AttachmentService } from '../attachment/attachment.service.js';
import { compareTable, countChanges, pageOfChanges } from './compare-table.js';
import {
  toProblem,
  toTableItem,
  type DifferenceQuery,
  type ReferenceDifferenceListDto,
  type ReferenceTableDto,
  type ReferenceTableListDto,
} from './reference-table.dto.js';
import { REFERENCE_SOURCES } from './reference-source.js';

const RECENT = 20;
/** Of the fields of a list: neither rows nor problems, which may be megabytes. */
const HEAVY = ['rows', 'problems'];

/** Tables of reference data from upload to the decision; the worker reads them (`domain.md` section 4). */
@Injectable()
export class ReferenceTableService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
  ) {}

  async upload(
    context: TenantContext,
    kind: ReferenceKind,
    request: FastifyRequest,
    language: Language,
  ): Promise<ReferenceTableDto> {
    const upload = await this.attachments.receive(request, {
      kind: 'REFERENCE_TABLE',
      allowed: ['xlsx', 'xls', 'csv'],
      explain: refusalOfFormat,
      maxBytes: await this.database.read(context, async (tx) => tx.settings.importMaxBytes),
    });
    return this.database.write(context, async (tx) => {
      await this.attachments.keep(tx, upload, {});
      const row = tx.manager.create(ReferenceTableEntity, {
        id: uuidv7(),
        kind,
        status: referenceTableWorkflow.initial,
        fileName: upload.fileName,
        attachmentId: upload.id,
        createdBy: context.accountId as string,
        createdByName: context.accountName ?? '',
      });
      await tx.manager.save(row);
      await startLongJob(tx, 'reference-table.read', { tableId: row.id });
      auditTable(tx, row, 'upload', { fileName: upload.fileName, sha256: upload.sha256 });
      return toDto(tx, row.id, language);
    });
  }

  find(context: TenantContext, kind: ReferenceKind, language: Language): Promise<ReferenceTableListDto> {
    return this.database.read(context, async (tx) => {
      const { columns } = tx.manager.connection.getMetadata(ReferenceTableEntity);
      const light = columns.map(({ propertyName }) => propertyName).filter((name) => !HEAVY.includes(name));
      const rows = await tx.manager.find(ReferenceTableEntity, {
        select: Object.fromEntries(light.map((name) => [name, true])),
        where: { kind, status: Not('DISCARDED' as const) },
        order: { id: 'DESC' },
        take: RECENT,
      });
      return { items: rows.map((row) => toTableItem(row, language)) };
    });
  }

  get(context: TenantContext, id: string, language: Language): Promise<ReferenceTableDto> {
    return this.database.read(context, (tx) => toDto(tx, id, language));
  }

  differences(
    context: TenantContext,
    id: string,
    query: DifferenceQuery,
  ): Promise<ReferenceDifferenceListDto> {
    return this.database.read(context, async (tx) => {
      const row = await load(tx, id);
      const base = await REFERENCE_SOURCES[row.kind].base(tx);
      return pageOfChanges(row.kind, changesOf(row, base), query);
    });
  }

  discard(
    context: TenantContext,
    id: string,
    version: number,
    language: Language,
  ): Promise<ReferenceTableDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, ReferenceTableEntity, id, version);
      row.status = next(referenceTableWorkflow, row.status, 'discard', context.roles);
      await tx.manager.save(row);
      auditTable(tx, row, 'discard', { fileName: row.fileName });
      return toDto(tx, id, language);
    });
  }

  /** With what is in force filled in, so that it is changed rather than written anew. */
  async template(context: TenantContext, kind: ReferenceKind): Promise<{ name: string; content: Buffer }> {
    const { sheet, columns, notes, cells, base } = REFERENCE_SOURCES[kind];
    const { rows } = await this.database.read(context, base);
    const content = await writeReferenceTemplate({ sheet, columns, notes, rows: rows.map(cells) });
    return { name: `${sheet}.xlsx`, content };
  }
}

async function load(tx: Transaction, id: string): Promise<ReferenceTableEntity> {
  const row = await tx.manager.findOneBy(ReferenceTableEntity, { id });
  if (!row) throw new DomainError('record.not-found', { id });
  return row;
}

/** Only a table that waits for a decision is compared: what was decided is compared with itself, or was never read. */
function changesOf(
  row: ReferenceTableEntity,
  base: Awaited<ReturnType<(typeof REFERENCE_SOURCES)['CATALOGUE']['base']>>,
) {
  return row.status === 'DRAFT' ? compareTable(row.kind, base, row.rows as unknown as ReferenceRow[]) : [];
}

export async function toDto(tx: Transaction, id: string, language: Language): Promise<ReferenceTableDto> {
  const row = await load(tx, id);
  const base = await REFERENCE_SOURCES[row.kind].base(tx);
  return {
    ...toTableItem(row, language),
    problems: row.problems.map((problem) => toProblem(problem, language)),
    base: base.id,
    baseTitle: base.edition?.title ?? null,
    baseFrom: base.edition?.effectiveFrom ?? null,
    changes: countChanges(changesOf(row, base)),
  };
}

const MODULE = { CATALOGUE: 'catalogue', REGIONS: 'region' } as const;

export function auditTable(tx: Transaction, row: ReferenceTableEntity, action: string, after: object): void {
  tx.audit({
    action: `${MODULE[row.kind]}.${action}`,
    objectType: 'reference-table',
    objectId: row.id,
    after,
  });
}

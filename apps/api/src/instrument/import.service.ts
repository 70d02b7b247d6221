import { Injectable } from '@nestjs/common';
import {
  Database,
  ImportBatchEntity,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, importWorkflow, next, type ImportAction, type Language } from '@quanheng/domain';
import { reopenImport } from '@quanheng/operations';
import { buildJob } from '@quanheng/queues';
import { refusalOfFormat } from '@quanheng/spreadsheets';
import type { FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { AttachmentService } from '../attachment/attachment.service.js';
import { ApiConfig } from '../config.js';
import { Keyset, type PageQuery } from '../platform/paging.js';
import type { CommitInput, ImportDto, ImportPageDto, UndoneDto } from './import.dto.js';
import { toImport, toImportItem, UNDO_MS } from './import-view.js';
import { putBack, takeOut } from './undo-import.js';

/** Files of instruments on their way into the ledger. The worker reads and judges them; here they are steered. */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
    private readonly config: ApiConfig,
  ) {}

  /** The file is stored first (`quality.md` section 1.2), whatever happens to its import. */
  async upload(context: TenantContext, request: FastifyRequest, language: Language): Promise<ImportDto> {
    const upload = await this.attachments.receive(request, {
      kind: 'IMPORT_FILE',
      allowed: ['xlsx', 'xls', 'csv'],
      explain: refusalOfFormat,
      maxBytes: await this.database.read(context, async (tx) => tx.settings.importMaxBytes),
    });
    return this.database.write(context, async (tx) => {
      await this.attachments.keep(tx, upload, { enterpriseId: context.enterpriseId });
      const batch = tx.manager.create(ImportBatchEntity, {
        id: uuidv7(),
        enterpriseId: context.enterpriseId as string,
        status: importWorkflow.initial,
        fileName: upload.fileName,
        attachmentId: upload.id,
        createdBy: context.accountId as string,
        sha256: upload.sha256,
        sameAs: await earlierImport(tx, upload.sha256),
      });
      await tx.manager.save(batch);
      tx.emit(buildJob('import.parse', { importId: batch.id, tenantId: batch.enterpriseId }));
      audit(tx, batch, 'upload', { after: { fileName: upload.fileName, sha256: upload.sha256 } });
      return toImport(await reload(tx, batch.id), language);
    });
  }

  /** Another sheet of the same file as an import of its own. */
  sheet(context: TenantContext, id: string, sheet: string, language: Language): Promise<ImportDto> {
    return this.database.write(context, async (tx) => {
      const source = await lockForMove(tx, ImportBatchEntity, id, null);
      if (!source.preview?.otherSheets?.includes(sheet))
        throw new DomainError('request.invalid', {}, [{ pointer: '/sheet', code: 'field.bad-format' }]);
      const { enterpriseId, fileName, attachmentId, sha256 } = source;
      const batch = tx.manager.create(ImportBatchEntity, {
        ...{ id: uuidv7(), enterpriseId, fileName, attachmentId, sha256, sheet },
        status: importWorkflow.initial,
        createdBy: context.accountId as string,
      });
      await tx.manager.save(batch);
      tx.emit(buildJob('import.parse', { importId: batch.id, tenantId: enterpriseId }));
      audit(tx, batch, 'upload', { after: { fileName, sheet, sha256 } });
      return toImport(await reload(tx, batch.id), language);
    });
  }

  find(context: TenantContext, query: PageQuery, language: Language): Promise<ImportPageDto> {
    const keyset = new Keyset(this.config.JWT_SECRET, query, context.enterpriseId ?? '');
    return this.database.read(context, async (tx) => {
      const select = tx.manager
        .createQueryBuilder(ImportBatchEntity, 'batch')
        .where('batch.enterprise_id = :enterpriseId', { enterpriseId: context.enterpriseId })
        .orderBy('batch.id', 'DESC')
        .limit(keyset.limit + 1);
      if (keyset.position) select.andWhere('batch.id < :after', { after: keyset.position[0] });
      return keyset.toPage(
        await select.getMany(),
        (batch) => [batch.id],
        (batch) => toImportItem(batch, language),
      );
    });
  }

  async get(context: TenantContext, id: string, language: Language): Promise<ImportDto> {
    const batch = await this.database.read(context, (tx) => tx.manager.findOneBy(ImportBatchEntity, { id }));
    if (!batch) throw new DomainError('record.not-found', { id });
    return toImport(batch, language);
  }

  /** Takes the rows into the ledger: those without an error, or all if none has one. */
  commit(
    context: TenantContext,
    id: string,
    version: number,
    { commitPolicy, duplicatePolicy = 'SKIP' }: CommitInput,
    language: Language,
  ): Promise<ImportDto> {
    return this.database.write(context, async (tx) => {
      const batch = await lockForMove(tx, ImportBatchEntity, id, version);
      const { errors = 0, duplicates = 0, warnings = 0, clean = 0, updates = 0 } = batch.counts ?? {};
      move(tx, batch, 'commit');
      const updated = duplicatePolicy === 'UPDATE' ? updates : 0;
      const left = errors + duplicates - updated;
      if (commitPolicy === 'ALL_OR_NOTHING' && left > 0)
        throw new DomainError('import.rows-not-clean', { count: left });
      const total = clean + warnings + updated;
      if (total === 0) throw new DomainError('import.nothing-to-commit');
      const revision = batch.revision + 1;
      Object.assign(batch, {
        commitPolicy,
        duplicatePolicy,
        revision,
        total,
        phase: 'COMMIT',
        done: 0,
        committedRow: 0,
      });
      await tx.manager.save(batch);
      tx.emit(buildJob('import.commit', { importId: id, revision, tenantId: batch.enterpriseId }));
      audit(tx, batch, 'commit', { after: { commitPolicy, duplicatePolicy, counts: batch.counts } });
      return toImport(await reload(tx, id), language);
    });
  }

  cancel(context: TenantContext, id: string, language: Language): Promise<ImportDto> {
    return this.database.write(context, async (tx) => {
      // Without a version: who wants it stopped wants that however far it has got meanwhile.
      const batch = await lockForMove(tx, ImportBatchEntity, id, null);
      move(tx, batch, 'cancel');
      batch.phase = null;
      await tx.manager.save(batch);
      audit(tx, batch, 'cancel');
      return toImport(await reload(tx, id), language);
    });
  }

  /** Takes the import's instruments out again, except those that were changed or filed since; for 24 hours. */
  undo(context: TenantContext, id: string, version: number, language: Language): Promise<UndoneDto> {
    return this.database.write(context, async (tx) => {
      const batch = await lockForMove(tx, ImportBatchEntity, id, version);
      move(tx, batch, 'undo');
      if (tx.now.getTime() > (batch.completedAt?.getTime() ?? 0) + UNDO_MS)
        throw new DomainError('import.undo-too-late');
      const since = new Date(tx.now.getTime() - UNDO_MS);
      const removed = await takeOut(tx, id, since);
      const restored = await putBack(tx, id);
      await tx.manager.save(batch);
      const kept = batch.created - removed;
      audit(tx, batch, 'undo', { after: { removed, restored, kept } });
      return { ...toImport(await reload(tx, id), language), removed, restored, kept };
    });
  }

  /** Goes on with the rows that were not committed. */
  reopen(context: TenantContext, id: string, version: number, language: Language): Promise<ImportDto> {
    return this.database.write(context, async (tx) => {
      await reopenImport(tx, await lockForMove(tx, ImportBatchEntity, id, version));
      return toImport(await reload(tx, id), language);
    });
  }
}

/** An earlier import of the same file that came to something, the newest. */
async function earlierImport(tx: Transaction, sha256: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT id FROM import_batch WHERE enterprise_id = $1 AND sha256 = $2
       AND status NOT IN ('FAILED', 'CANCELLED', 'UNDONE', 'EXPIRED') ORDER BY id DESC LIMIT 1`,
    [tx.context.enterpriseId, sha256],
  );
  return row?.id ?? null;
}

export function move(tx: Transaction, batch: ImportBatchEntity, action: ImportAction): void {
  batch.status = next(importWorkflow, batch.status, action, tx.context.roles);
}

export function audit(
  tx: Transaction,
  batch: ImportBatchEntity,
  action: string,
  rest: { after?: object } = {},
): void {
  tx.audit({ action: `import.${action}`, objectType: 'import', objectId: batch.id, ...rest });
}

export async function reload(tx: Transaction, id: string): Promise<ImportBatchEntity> {
  return tx.manager.findOneByOrFail(ImportBatchEntity, { id });
}

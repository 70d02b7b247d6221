import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import {
  AttachmentEntity,
  Database,
  type AttachmentKind,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { assertPassivePdf, detectFileType, sanitizeImage, type FileType } from '@quanheng/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { shownName } from './file-name.js';
import { refusalOf } from './refusal.js';
import { STORAGE, type Storage } from './storage.provider.js';

const MEDIA_TYPES: Record<FileType, string> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  csv: 'text/csv',
};

export interface UploadRule {
  readonly kind: AttachmentKind;
  readonly allowed: readonly FileType[];
  readonly maxBytes: number;
  readonly encrypt?: boolean;
  /** What more can be said of content of another type. */
  readonly explain?: (content: Buffer) => DomainError | null;
}

/** A file that is stored but not yet said to belong to anything; `keep` writes its row in the transaction of its record. */
export type StoredUpload = Pick<
  AttachmentEntity,
  'id' | 'kind' | 'fileName' | 'mediaType' | 'size' | 'sha256' | 'storageKey' | 'encrypted'
>;
export type AttachmentOwner = Partial<
  Pick<AttachmentEntity, 'registrationId' | 'profileChangeId' | 'enterpriseId' | 'institutionId'>
>;

/** Files come in checked by content and go out through an authorised handler only (`quality.md` section 1.6). */
@Injectable()
export class AttachmentService {
  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Reads the one file of a multipart request, checks and stores it. The row comes with `keep`. */
  async receive(request: FastifyRequest, rule: UploadRule): Promise<StoredUpload> {
    const part = await request.file({ limits: { fileSize: rule.maxBytes, files: 1 } }).catch(() => undefined);
    if (!part) throw new DomainError('file.missing');
    const content = await part.toBuffer().catch(() => {
      throw new DomainError('file.too-large', { limit: inMegabytes(rule.maxBytes) });
    });
    return this.store(content, part.filename ?? '', rule);
  }

  async store(content: Buffer, fileName: string, rule: UploadRule): Promise<StoredUpload> {
    if (content.length === 0) throw new DomainError('file.empty');
    const type = detectFileType(content);
    if (!type || !rule.allowed.includes(type)) {
      const allowed = rule.allowed.join('、').toUpperCase();
      throw rule.explain?.(content) ?? new DomainError('file.type-not-allowed', { allowed });
    }
    try {
      const clean = await toHarmless(content, type);
      const storageKey = this.storage.newKey(rule.kind.toLowerCase().replaceAll('_', '-'));
      const { size, sha256 } = await this.storage.put(storageKey, clean, {
        encrypt: rule.encrypt ?? false,
        maxBytes: rule.maxBytes * 4,
      });
      return {
        id: uuidv7(),
        kind: rule.kind,
        fileName: shownName(fileName, type),
        mediaType: MEDIA_TYPES[type],
        size,
        sha256,
        storageKey,
        encrypted: rule.encrypt ?? false,
      };
    } catch (error) {
      throw refusalOf(error, inMegabytes(rule.maxBytes));
    }
  }

  /** Of what was stored and then refused. */
  discard({ storageKey }: StoredUpload): Promise<void> {
    return this.storage.delete(storageKey);
  }

  async keep(tx: Transaction, upload: StoredUpload, owner: AttachmentOwner): Promise<AttachmentEntity> {
    const row = tx.manager.create(AttachmentEntity, {
      ...upload,
      ...owner,
      createdAt: tx.now,
      createdBy: tx.context.accountId,
    });
    return tx.manager.save(row);
  }

  /** The file with its row, if the context may see it. @throws DomainError `record.not-found` */
  async open(context: TenantContext, id: string): Promise<{ row: AttachmentEntity; content: Readable }> {
    const row = await this.database.read(context, (tx) => tx.manager.findOneBy(AttachmentEntity, { id }));
    if (!row || row.deletedAt) throw new DomainError('record.not-found', { id });
    return { row, content: await this.storage.get(row.storageKey, { encrypted: row.encrypted }) };
  }

  /** Sends a stored file so that a browser never runs it. `inline` shows a PDF or picture instead of saving it. */
  async send(
    reply: FastifyReply,
    context: TenantContext,
    id: string,
    inline = false,
    fileName?: string,
  ): Promise<FastifyReply> {
    const { row, content } = await this.open(context, id);
    const name = encodeURIComponent(fileName ?? row.fileName);
    return reply
      .header('Content-Type', row.mediaType)
      .header('Content-Disposition', `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .header('Cache-Control', 'private, no-store')
      .send(content);
  }
}

/** Pictures are drawn anew; a PDF that does more than show pages is refused. */
async function toHarmless(content: Buffer, type: FileType): Promise<Buffer> {
  if (type === 'pdf') assertPassivePdf(content);
  return type === 'jpg' || type === 'png' ? (await sanitizeImage(content)).content : content;
}

function inMegabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MB`;
}

import { AttachmentEntity, type AttachmentKind, type Transaction } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';

/** A rendered paper, stored but not yet said to belong to a record. */
export interface StoredPdf {
  readonly kind: AttachmentKind;
  readonly fileName: string;
  readonly storageKey: string;
  readonly size: number;
  readonly sha256: string;
}

export async function storePdf(
  { storage }: WorkerServices,
  content: Buffer,
  { kind, fileName }: Pick<StoredPdf, 'kind' | 'fileName'>,
): Promise<StoredPdf> {
  const storageKey = storage.newKey(kind.toLowerCase().replaceAll('_', '-'));
  const { size, sha256 } = await storage.put(storageKey, content, { trusted: true });
  return { kind, fileName, storageKey, size, sha256 };
}

/** Writes the attachment of a stored paper in the transaction of its record; answers its id. */
export async function keepPdf(
  tx: Transaction,
  pdf: StoredPdf,
  owner: { enterpriseId: string; institutionId: string },
): Promise<string> {
  const id = uuidv7();
  await tx.manager.insert(AttachmentEntity, {
    id,
    ...pdf,
    enterpriseId: owner.enterpriseId,
    institutionId: owner.institutionId,
    mediaType: 'application/pdf',
    encrypted: false,
    createdAt: tx.now,
  });
  return id;
}

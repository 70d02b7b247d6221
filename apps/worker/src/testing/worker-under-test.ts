import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AttachmentEntity, systemContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { createRenderer } from '@quanheng/documents';
import { createStorage } from '@quanheng/storage';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { WorkerServices } from '../services.js';

/** Starting a browser and printing take their time on a busy machine. */
export const PRINTING_MS = 60_000;

export interface WorkerUnderTest {
  readonly test: TestDatabase;
  readonly services: WorkerServices;
  /** The stored file of an attachment. */
  read(attachmentId: string | null): Promise<{ row: AttachmentEntity; bytes: Buffer }>;
  close(): Promise<void>;
}

/** What handlers that print need. Real: PostgreSQL, headless browser, files in a temporary folder. */
export async function startWorker(): Promise<WorkerUnderTest> {
  const test = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'quanheng-worker-'));
  const storage = createStorage({ directory: folder });
  const renderer = createRenderer();
  await renderer.warmUp();
  const config = { PUBLIC_URL: 'http://localhost:3000', DEMO: true };
  return {
    test,
    services: { database: test.database, renderer, storage, config } as unknown as WorkerServices,
    read: async (id) => {
      const row = await test.database.read(systemContext(), (tx) =>
        tx.manager.findOneByOrFail(AttachmentEntity, { id: id ?? '' }),
      );
      return { row, bytes: await storage.getBytes(row.storageKey) };
    },
    close: async () => {
      await renderer.close();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The text of a PDF page by page without its blanks (titles are spaced out), read by other software than wrote it. */
export async function pagesOf(bytes: Buffer): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages = Array.from({ length: document.numPages }, async (_, index) => {
    const { items } = await (await document.getPage(index + 1)).getTextContent();
    return items
      .map((item) => ('str' in item ? item.str : ''))
      .join('')
      .replace(/\s/g, '');
  });
  return Promise.all(pages);
}

import { createHash, randomUUID } from 'node:crypto';
import {
  AttachmentEntity,
  CatalogueEditionEntity,
  CatalogueItemEntity,
  EnterpriseEntity,
  ImportBatchEntity,
  RegionEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { INSTRUMENT_FIELDS, type InstrumentFieldKey } from '@quanheng/domain';
import { CATALOGUE_2020, CATALOGUE_2020_EDITION, REGIONS } from '@quanheng/domain/data';
import type { JobContext } from '@quanheng/queues';
import { writeXlsx } from 'hucre/xlsx';
import { uuidv7 } from 'uuidv7';
import type { ImportServices } from '../instrument/import-source.js';

export type Cells = Partial<Record<InstrumentFieldKey, string>>;

/** What a test of imports needs: PostgreSQL with regions and catalogue, an enterprise, files in memory. */
export interface ImportBench extends ImportServices {
  readonly test: TestDatabase;
  readonly enterpriseId: string;
  /** A batch of this enterprise whose file is stored, as an upload leaves it. */
  upload(content: Buffer): Promise<string>;
  batch(importId: string): Promise<ImportBatchEntity>;
  query<T>(sql: string, params: unknown[]): Promise<T[]>;
}

export async function startImportBench(): Promise<ImportBench> {
  const test = await createTestDatabase();
  const { database } = test;
  const files = new Map<string, Buffer>();
  const enterpriseId = uuidv7();
  await database.write(systemContext(), (tx) => arrange(tx, enterpriseId));
  return {
    test,
    database,
    enterpriseId,
    storage: { getBytes: async (key) => files.get(key) ?? Promise.reject(new Error('no such file')) },
    upload: (content) =>
      database.write(systemContext(), async (tx) => {
        const [key, attachmentId, importId] = [randomUUID(), uuidv7(), uuidv7()];
        files.set(key, content);
        await tx.manager.insert(AttachmentEntity, {
          ...fileRow(content),
          id: attachmentId,
          storageKey: key,
          enterpriseId,
        });
        await tx.manager.save(
          tx.manager.create(ImportBatchEntity, batchRow(importId, attachmentId, enterpriseId)),
        );
        return importId;
      }),
    batch: (id) =>
      database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(ImportBatchEntity, { id })),
    query: (sql, params) => database.write(systemContext(), (tx) => tx.query(sql, params)),
  };
}

/** What the queue hands to a handler; a fresh signal unless one is given. */
export function aJob(signal: AbortSignal = new AbortController().signal): JobContext {
  return { signal, requestId: 'test', attempt: 1 };
}

async function arrange(tx: Transaction, enterpriseId: string): Promise<void> {
  await tx.manager.save(
    tx.manager.create(EnterpriseEntity, {
      id: enterpriseId,
      name: '演示企业',
      creditCode: '91441202XYXY000135',
      regionCode: '441202',
      address: '演示路 1 号',
      legalRepresentative: '演示',
      contactPerson: '演示',
      mobile: '13800000000',
      email: 'demo@example.com',
      institutionId: uuidv7(),
      approvedOn: '2026-01-05',
    }),
  );
  await tx.manager.insert(
    RegionEntity,
    [...REGIONS.values()].filter(({ code }) => code.startsWith('44')),
  );
  await tx.manager.insert(CatalogueEditionEntity, { ...CATALOGUE_2020_EDITION, effectiveFrom: '2020-01-01' });
  await tx.manager.insert(
    CatalogueItemEntity,
    CATALOGUE_2020.map((item) => ({
      ...item,
      editionId: CATALOGUE_2020_EDITION.id,
      regulations: [...item.regulations],
      purposes: [...item.purposes],
    })),
  );
}

const fileRow = (content: Buffer) => ({
  kind: 'IMPORT_FILE' as const,
  fileName: '演示.xlsx',
  mediaType: 'application/octet-stream',
  size: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  encrypted: false,
  createdAt: new Date(),
});

const batchRow = (id: string, attachmentId: string, enterpriseId: string) => ({
  id,
  enterpriseId,
  attachmentId,
  status: 'UPLOADED' as const,
  fileName: '演示.xlsx',
  createdBy: uuidv7(),
});

const CATEGORY = CATALOGUE_2020.find(({ kind }) => kind.includes('压力表'))?.code ?? '';

/** A correct row; the serial number tells one from another. */
export function aRow(serialNumber: string, change: Cells = {}): Cells {
  const complete = Object.fromEntries(INSTRUMENT_FIELDS.map(({ key, example }) => [key, example]));
  return { ...complete, name: '压力表', categoryCode: CATEGORY, serialNumber, ownNumber: '', ...change };
}

/** A real workbook: a title above, the template's headers (or those given), then the rows. */
export async function aWorkbook(
  rows: readonly Cells[],
  headers: readonly (readonly [InstrumentFieldKey, string])[] = INSTRUMENT_FIELDS.map((f) => [
    f.key,
    f.header,
  ]),
): Promise<Buffer> {
  const lines = rows.map((row) => headers.map(([key]) => row[key] ?? ''));
  const sheet = { name: '台账', rows: [['强检器具台账'], headers.map(([, header]) => header), ...lines] };
  return Buffer.from(await writeXlsx({ sheets: [sheet] }));
}

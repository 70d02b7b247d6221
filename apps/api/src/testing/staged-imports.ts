import type { Readable } from 'node:stream';
import {
  findCatalogue,
  findRegions,
  ImportBatchEntity,
  ImportRowEntity,
  systemContext,
} from '@quanheng/database';
import type { TestDatabase } from '@quanheng/database/testing';
import {
  buildImportContext,
  INSTRUMENT_FIELDS,
  judgeRow,
  toRawRow,
  type ImportMapping,
  type InstrumentFieldKey,
} from '@quanheng/domain';
import { countImportRows, markImportDuplicates } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import { GAUGE } from './scenario.js';

/** A file with all columns of the template in their order. */
export const MAPPING: ImportMapping = {
  columns: Object.fromEntries(INSTRUMENT_FIELDS.map(({ key }, index) => [index, key])),
  constants: {},
};
export type Cells = Partial<Record<InstrumentFieldKey, string>>;
export const aRow = (serialNumber: string, change: Cells = {}): Cells => ({
  ...Object.fromEntries(INSTRUMENT_FIELDS.map(({ key, example }) => [key, example])),
  name: '压力表',
  categoryCode: GAUGE,
  ownNumber: '',
  serialNumber,
  ...change,
});

/** A batch in a state, with its rows judged. */
export async function stageImport(
  test: TestDatabase,
  enterpriseId: string,
  rows: readonly Cells[],
  state: Partial<ImportBatchEntity> = {},
): Promise<string> {
  const importId = uuidv7();
  await test.database.write(systemContext(), async (tx) => {
    const batch = {
      id: importId,
      enterpriseId,
      status: 'READY' as const,
      fileName: '台账.xlsx',
      attachmentId: uuidv7(),
      createdBy: uuidv7(),
    };
    const preview = { headers: INSTRUMENT_FIELDS.map(({ header }) => header), rows: [] };
    await tx.manager.save(
      tx.manager.create(ImportBatchEntity, {
        ...batch,
        mapping: MAPPING,
        preview,
        sheet: 'a',
        headerRow: 1,
        ...state,
      }),
    );
    const [regions, catalogue] = [await findRegions(tx), await findCatalogue(tx, tx.today)];
    const rules = buildImportContext({ regions, catalogue: [...catalogue.values()], today: tx.today });
    const staged = rows.map((row, index) => {
      const raw = INSTRUMENT_FIELDS.map(({ key }) => row[key] ?? null);
      const { values, identityKey, findings, level } = judgeRow(toRawRow(raw, MAPPING), rules);
      return {
        ...{ importId, rowNumber: index + 2, enterpriseId, instrumentId: uuidv7() },
        ...{ raw, values, identityKey, findings, level },
      };
    });
    await tx.manager.insert(ImportRowEntity, staged as never);
    await markImportDuplicates(tx, importId);
    await countImportRows(tx, importId);
  });
  return importId;
}
/** What supertest needs to give a file's bytes. */
export function binary(response: Readable, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AttachmentEntity, ReceiptEntity, systemContext } from '@quanheng/database';
import { labelBarcode } from '@quanheng/domain';
import { arrangeReceipt, type ReceivedCase } from '../testing/received-instrument.js';
import { pagesOf, PRINTING_MS, startWorker, type WorkerUnderTest } from '../testing/worker-under-test.js';
import { renderReceipt } from './render-receipt.handler.js';

// Real: PostgreSQL, headless browser, files in a temporary folder.
let worker: WorkerUnderTest;
let received: ReceivedCase;
const context = { requestId: undefined };
beforeAll(async () => {
  worker = await startWorker();
  received = await arrangeReceipt(worker.test);
}, PRINTING_MS);
afterAll(() => worker.close());

const receipt = () =>
  worker.test.database.read(systemContext(), (tx) =>
    tx.manager.findOneByOrFail(ReceiptEntity, { id: received.receiptId }),
  );

it(
  'prints the slip in two copies and a label for each received item, once',
  async () => {
    await renderReceipt(worker.services)({ receiptId: received.receiptId }, context);
    const { slipAttachmentId, labelsAttachmentId, caseNumber } = await receipt();
    const slip = await worker.read(slipAttachmentId);
    const copies = (await pagesOf(slip.bytes)).filter((page) => page.includes(caseNumber));
    expect(copies).toHaveLength(2);
    for (const copy of copies) {
      expect(copy).toContain('三通接头');
      expect(copy).toContain('缺件：未随件送达');
      expect(copy).toContain('2026年12月21日');
      expect(copy).toContain('力学室');
    }
    const labels = await worker.read(labelsAttachmentId);
    expect(await pagesOf(labels.bytes)).toEqual([expect.stringContaining(labelBarcode(received.taskNumber))]);
    expect([slip.row.kind, labels.row.kind]).toEqual(['RECEIVING_SLIP', 'INSTRUMENT_LABELS']);
    expect(slip.row.enterpriseId).toBe(received.enterpriseId);

    await renderReceipt(worker.services)({ receiptId: received.receiptId }, context);
    expect((await receipt()).slipAttachmentId).toBe(slipAttachmentId);
    const files = await worker.test.database.read(systemContext(), (tx) =>
      tx.manager.count(AttachmentEntity),
    );
    expect(files).toBe(2);
  },
  PRINTING_MS,
);

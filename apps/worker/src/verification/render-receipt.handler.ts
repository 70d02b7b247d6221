import { lockForMove, ReceiptEntity, systemContext } from '@quanheng/database';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import { keepPdf, storePdf, type StoredPdf } from '../attachment/keep-pdf.js';
import type { WorkerServices } from '../services.js';
import { loadReceiptPapers, type ReceiptPapers } from './receipt-papers.js';

/** The receiving slip and the labels of a receipt, made right after registering so that printing waits for nothing. */
export const renderReceipt =
  (services: WorkerServices) =>
  async (
    { receiptId }: JobPayloads['receipt.render'],
    { requestId }: Pick<JobContext, 'requestId'>,
  ): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const loaded = await services.database.read(context, async (tx) => {
      const receipt = await tx.manager.findOneByOrFail(ReceiptEntity, { id: receiptId });
      // Taken back in the meantime: there is nothing to print.
      if (receipt.slipAttachmentId || receipt.undoneAt) return null;
      return { receipt, papers: await loadReceiptPapers(tx, receipt, services.config) };
    });
    if (!loaded) return;
    const stored = await printPapers(services, loaded.receipt, loaded.papers);
    const kept = await services.database.write(context, async (tx) => {
      const row = await lockForMove(tx, ReceiptEntity, receiptId, null);
      if (row.slipAttachmentId || row.undoneAt) return false;
      const slip = await keepPdf(tx, stored.slip, row);
      const labels = stored.labels && (await keepPdf(tx, stored.labels, row));
      await tx.query('UPDATE receipt SET slip_attachment_id = $2, labels_attachment_id = $3 WHERE id = $1', [
        receiptId,
        slip,
        labels,
      ]);
      return true;
    });
    const unused = kept ? [] : [stored.slip, stored.labels].filter((pdf) => pdf !== null);
    for (const pdf of unused) await services.storage.delete(pdf.storageKey);
  };

async function printPapers(
  services: WorkerServices,
  { caseNumber, receivedAt: createdAt }: ReceiptEntity,
  { slip, labels }: ReceiptPapers,
): Promise<{ slip: StoredPdf; labels: StoredPdf | null }> {
  const { renderer } = services;
  const slipPdf = await renderer.render({ kind: 'receiving-slip', data: slip }, { createdAt });
  const labelsPdf =
    labels && (await renderer.render({ kind: 'instrument-labels', data: labels }, { createdAt }));
  return {
    slip: await storePdf(services, slipPdf, { kind: 'RECEIVING_SLIP', fileName: `${caseNumber}.pdf` }),
    labels:
      labelsPdf &&
      (await storePdf(services, labelsPdf, {
        kind: 'INSTRUMENT_LABELS',
        fileName: `${caseNumber}_labels.pdf`,
      })),
  };
}

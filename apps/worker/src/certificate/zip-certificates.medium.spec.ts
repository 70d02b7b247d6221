import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateEntity, systemContext } from '@quanheng/database';
import yauzl from 'yauzl';
import { arrangeCertificate, arrangeReceipt, type ReceivedCase } from '../testing/received-instrument.js';
import { PRINTING_MS, startWorker, type WorkerUnderTest } from '../testing/worker-under-test.js';
import { renderCertificate } from './render-certificate.handler.js';
import { zipCertificates } from './zip-certificates.js';

// Real: PostgreSQL, headless browser, files in a temporary folder, the zip read by other software than wrote it.
let worker: WorkerUnderTest;
let received: ReceivedCase;
beforeAll(async () => {
  worker = await startWorker();
  received = await arrangeReceipt(worker.test);
}, PRINTING_MS);
afterAll(() => worker.close());

async function entriesOf(zip: Buffer): Promise<Record<string, Buffer>> {
  const file = await yauzl.fromBufferPromise(zip);
  const entries: Record<string, Buffer> = {};
  for await (const entry of file.eachEntry()) {
    entries[entry.fileName] = await buffer((await file.openReadStreamPromise(entry)) as Readable);
  }
  return entries;
}

const zip = (certificateIds: string[], said: unknown[] = []) =>
  zipCertificates(worker.services, {
    id: 'x',
    params: { certificateIds },
    context: systemContext(),
    signal: new AbortController().signal,
    progress: async (...step) => void said.push(step),
  });

describe('the zip of certificates', () => {
  it(
    'holds each file as it was issued, by a name that says what it is, and counts those without a file',
    async () => {
      const id = await arrangeCertificate(worker.test, received);
      await renderCertificate(worker.services)({ certificateId: id }, { requestId: undefined });
      const row = await worker.test.database.read(systemContext(), (tx) =>
        tx.manager.findOneByOrFail(CertificateEntity, { id }),
      );
      const said: unknown[] = [];
      const result = await zip([id, row.instrumentId], said);
      const entries = await entriesOf(await buffer(result.file!.body as Readable));
      expect(Object.keys(entries)).toEqual([`${row.instrumentName}_SN-7_${row.number}.pdf`]);
      expect(Object.values(entries)[0]).toEqual((await worker.read(row.attachmentId)).bytes);
      expect([result.counts, said]).toEqual([{ files: 1, missing: 1 }, [['PACK', 0, 1]]]);
    },
    PRINTING_MS,
  );

  it('is refused where there is no file', async () => {
    await expect(zip([crypto.randomUUID()])).rejects.toMatchObject({
      code: 'long-job.no-file',
    });
  });
});

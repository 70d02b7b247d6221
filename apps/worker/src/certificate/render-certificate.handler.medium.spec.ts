import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateEntity, systemContext } from '@quanheng/database';
import {
  arrangeCertificate,
  arrangeReceipt,
  FAILED_CONTENT,
  type ReceivedCase,
} from '../testing/received-instrument.js';
import { pagesOf, PRINTING_MS, startWorker, type WorkerUnderTest } from '../testing/worker-under-test.js';
import { keepPdf, storePdf } from '../attachment/keep-pdf.js';
import { renderCertificate } from './render-certificate.handler.js';

// Real: PostgreSQL, headless browser, files in a temporary folder.
let worker: WorkerUnderTest;
let received: ReceivedCase;
beforeAll(async () => {
  worker = await startWorker();
  received = await arrangeReceipt(worker.test);
}, PRINTING_MS);
afterAll(() => worker.close());

const render = (certificateId: string) =>
  renderCertificate(worker.services)({ certificateId }, { requestId: undefined });
const certificate = (id: string) =>
  worker.test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(CertificateEntity, { id }));

describe('the file of a certificate', () => {
  it(
    'is made once, with its hash, and changes nothing else',
    async () => {
      const id = await arrangeCertificate(worker.test, received);
      await Promise.all([render(id), render(id)]);
      const row = await certificate(id);
      const { row: attachment, bytes } = await worker.read(row.attachmentId);
      expect(row.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(row.version).toBe(1);
      expect(attachment).toMatchObject({
        kind: 'CERTIFICATE',
        mediaType: 'application/pdf',
        sha256: row.sha256,
      });
      const [cover = ''] = await pagesOf(bytes);
      for (const text of [
        '检定证书',
        row.number!,
        '演示企业',
        'SN/7',
        '2027年5月22日',
        '演示签发人',
        'JJG52-2013',
      ])
        expect(cover).toContain(text);
      await render(id);
      expect((await certificate(id)).attachmentId).toBe(row.attachmentId);
    },
    PRINTING_MS,
  );

  it(
    'of a FAIL is a notice that names what failed and has no validity',
    async () => {
      const id = await arrangeCertificate(worker.test, received, {
        kind: 'RESULT_NOTICE',
        conclusion: 'FAIL',
        validUntil: null,
        content: FAILED_CONTENT,
      });
      await render(id);
      const { bytes } = await worker.read((await certificate(id)).attachmentId);
      const [cover = ''] = await pagesOf(bytes);
      expect(cover).toContain('检定结果通知书');
      expect(cover).toContain('示值误差（+0.090MPa）');
      expect(cover).not.toContain('有效期至');
    },
    PRINTING_MS,
  );

  it(
    'is the institution’s own where it uploaded one, with the number and the way to the public check on it',
    async () => {
      const own = await worker.services.renderer.render({
        kind: 'certificate-mark',
        data: {
          certificateNumber: 'OWN-7',
          baseUrl: 'http://own.example',
          verificationToken: 'x'.repeat(32),
        },
      });
      const stored = await storePdf(worker.services, own, { kind: 'OWN_CERTIFICATE', fileName: 'own.pdf' });
      const id = await arrangeCertificate(worker.test, received);
      await worker.test.database.write(systemContext(), async (tx) => {
        const uploadedId = await keepPdf(tx, stored, await certificate(id));
        await tx.query('UPDATE certificate SET uploaded_id = $2 WHERE id = $1', [id, uploadedId]);
      });
      await render(id);
      const { number, attachmentId, sha256 } = await certificate(id);
      const { row, bytes } = await worker.read(attachmentId);
      expect(row).toMatchObject({ kind: 'CERTIFICATE', sha256 });
      const pages = await pagesOf(bytes);
      expect(pages).toHaveLength(1);
      for (const text of ['OWN-7', number!, '扫码查验']) expect(pages[0]).toContain(text);
    },
    PRINTING_MS,
  );

  it('is not made of a draft', async () => {
    const id = await arrangeCertificate(worker.test, received, {
      status: 'DRAFT',
      number: null,
      issuedAt: null,
    });
    await render(id);
    expect((await certificate(id)).attachmentId).toBeNull();
  });
});

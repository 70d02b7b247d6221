import { buffer } from 'node:stream/consumers';
import { AttachmentEntity, CertificateEntity, lockForMove, systemContext } from '@quanheng/database';
import { bindPapers } from '@quanheng/documents';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import { keepPdf, storePdf } from '../attachment/keep-pdf.js';
import type { WorkerServices } from '../services.js';
import { toCertificatePaper } from './certificate-paper.js';

/**
 * The PDF of an issued certificate, stored once with its hash: the file that is downloaded, printed and compared is
 * always the same one (`domain.md` section 8).
 */
export const renderCertificate =
  (services: WorkerServices) =>
  async (
    { certificateId }: JobPayloads['certificate.render'],
    { requestId }: Pick<JobContext, 'requestId'>,
  ): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const certificate = await services.database.read(context, (tx) =>
      tx.manager.findOneByOrFail(CertificateEntity, { id: certificateId }),
    );
    if (certificate.attachmentId || !certificate.issuedAt) return;
    const content = certificate.uploadedId
      ? await stampOwn(services, certificate, certificate.uploadedId)
      : await services.renderer.render(toCertificatePaper(certificate, services.config), {
          createdAt: certificate.issuedAt,
        });
    const pdf = await storePdf(services, content, {
      kind: 'CERTIFICATE',
      fileName: `${certificate.instrumentName}_${certificate.serialNumber}_${certificate.number}.pdf`,
    });
    const kept = await services.database.write(context, async (tx) => {
      const row = await lockForMove(tx, CertificateEntity, certificateId, null);
      if (row.attachmentId) return false;
      const attachmentId = await keepPdf(tx, pdf, row);
      // Set beside the version: the file coming into being is nobody's change of the certificate.
      await tx.query('UPDATE certificate SET attachment_id = $2, sha256 = $3 WHERE id = $1', [
        certificateId,
        attachmentId,
        pdf.sha256,
      ]);
      return true;
    });
    if (!kept) await services.storage.delete(pdf.storageKey);
  };

/** The institution's own PDF with the number and the code that leads to the public check on its pages. */
async function stampOwn(
  { database, storage, renderer, config }: WorkerServices,
  { number, token, issuedAt }: CertificateEntity,
  uploadedId: string,
): Promise<Buffer> {
  const own = await database.read(systemContext(), (tx) =>
    tx.manager.findOneByOrFail(AttachmentEntity, { id: uploadedId }),
  );
  const content = await buffer(await storage.get(own.storageKey));
  const certificateNumber = number ?? '';
  const mark = await renderer.render({
    kind: 'certificate-mark',
    data: { certificateNumber, baseUrl: config.PUBLIC_URL, verificationToken: token },
  });
  return bindPapers([{ content, mark }], { title: certificateNumber, createdAt: issuedAt ?? new Date(0) });
}

import { CertificateEntity, lockForMove, systemContext } from '@quanheng/database';
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
    const paper = toCertificatePaper(certificate, services.config);
    const content = await services.renderer.render(paper, { createdAt: certificate.issuedAt });
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

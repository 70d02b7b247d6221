import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@quanheng/domain';
import yazl from 'yazl';
import type { LongJobRunner } from '../long-job/long-job-runner.js';

interface CertificateFile {
  readonly storageKey: string;
  readonly kindName: string;
  readonly serialNumber: string;
  readonly number: string;
}

/** Certificates as one zip, named 器具_出厂编号_证书号.pdf (ux.md section 2, 证书管理). One file is open at a time. */
export const zipCertificates: LongJobRunner<'certificate.zip'> = async (services, run) => {
  const { certificateIds } = run.params;
  const files = await services.database.read(run.context, (tx) =>
    tx.query<CertificateFile>(
      `SELECT a.storage_key AS "storageKey", c.instrument_name AS "kindName", c.serial_number AS "serialNumber", c.number
       FROM certificate c JOIN attachment a ON a.id = c.attachment_id
       WHERE c.id = ANY($1) AND a.storage_key <> '' ORDER BY c.number`,
      [certificateIds],
    ),
  );
  if (files.length === 0) throw new DomainError('long-job.no-file');
  const zip = new yazl.ZipFile();
  const body = new PassThrough();
  void pipeline(zip.outputStream as unknown as Readable, body).catch(() => undefined);
  void addAll(zip, files, async (index) => {
    await run.progress('PACK', index, files.length);
    return services.storage.get(files[index]!.storageKey);
  }).catch((error: Error) => body.destroy(error));
  return {
    file: { fileName: `检定证书_${files.length}份.zip`, mediaType: 'application/zip', body },
    counts: { files: files.length, missing: certificateIds.length - files.length },
  };
};

async function addAll(
  zip: yazl.ZipFile,
  files: readonly CertificateFile[],
  open: (index: number) => Promise<Readable>,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    const content = await open(index);
    const read = new Promise<void>((resolve, reject) => content.once('end', resolve).once('error', reject));
    // A PDF is compressed already.
    zip.addReadStream(content, nameOf(file), { compress: false });
    await read;
  }
  zip.end();
}

/** Certificate numbers are unique, so names are; what a file system refuses becomes a hyphen. */
function nameOf({ kindName, serialNumber, number }: CertificateFile): string {
  return `${[kindName, serialNumber, number].join('_').replace(/[\\/:*?"<>|\p{C}]/gu, '-')}.pdf`;
}

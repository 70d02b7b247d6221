import {
  certificateFile,
  certificateFind,
  certificateGet,
  certificateIssueMany,
  certificateRevoke,
  verifyCompare,
  verifyVerify,
  type CertificateDto,
  type CertificateRowDto,
  type VerifiedCertificateDto,
} from '@quanheng/api-client';
import { allPages } from '../client/all-pages.js';
import { eventually } from '../client/eventually.js';
import { answer, once, onVersion, type Person } from '../client/person.js';
import type { Stage } from './cast.js';
import { allDone } from './verify.js';

/** Step 9, the signatory: signs the drafts of an enterprise. */
export async function issue(stage: Stage, enterpriseName: string): Promise<void> {
  const { client } = stage.cast.signatory;
  const drafts = await allPages((page) =>
    certificateFind({ client, query: { ...page, view: 'DRAFT', q: enterpriseName } }),
  );
  const items = drafts.map(({ id, version }) => ({ id, version }));
  const issued = allDone(await answer(certificateIssueMany({ client, headers: once(), body: { items } })));
  stage.journal.say(`the signatory issued ${issued.length} documents`);
}

/** The enterprise finds its certificates; the worker has made their files. */
export function certificatesOf(clerk: Person, count: number): Promise<CertificateRowDto[]> {
  const { client } = clerk;
  return eventually(
    'The files of the certificates',
    () => allPages((page) => certificateFind({ client, query: page })),
    (rows) => rows.length === count && rows.every(({ fileReady }) => fileReady),
  );
}

export async function download({ journal }: Stage, { client }: Person, row: CertificateRowDto) {
  const certificate = await answer(certificateGet({ client, path: { id: row.id } }));
  const data = await answer(certificateFile({ client, path: { id: row.id }, parseAs: 'arrayBuffer' }));
  const pdf = new Uint8Array(data as unknown as ArrayBuffer);
  await journal.keep(`${row.number}.pdf`, pdf);
  journal.say(`${row.kind} ${row.number} (${row.id}), valid until ${row.validUntil ?? '—'}`);
  return { certificate, pdf };
}

/** Anyone with the paper: by the token in its QR code. */
export function verifyPublicly({ api }: Stage, token: string): Promise<VerifiedCertificateDto> {
  return answer(verifyVerify({ client: api.visitor().client, path: { code: token } }));
}

export async function isSameFile({ api }: Stage, token: string, pdf: Uint8Array): Promise<boolean> {
  const file = new File([new Uint8Array(pdf)], 'certificate.pdf', { type: 'application/pdf' });
  return (
    await answer(verifyCompare({ client: api.visitor().client, path: { code: token }, body: { file } }))
  ).same;
}

export async function revoke({ cast, journal }: Stage, { id }: CertificateRowDto): Promise<CertificateDto> {
  const { client } = cast.signatory;
  const { version } = await answer(certificateGet({ client, path: { id } }));
  const body = { reason: '演示：标准器溯源有误' };
  const revoked = await answer(
    certificateRevoke({ client, path: { id }, headers: onVersion(version), body }),
  );
  journal.say(`revoked ${revoked.number}: ${body.reason}`);
  return revoked;
}

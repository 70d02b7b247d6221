import { InstitutionEntity, type CertificateEntity, type Transaction } from '@quanheng/database';
import { tell } from '@quanheng/operations';

/** One message an enterprise for all that was issued together, never one per certificate (`domain.md` section 9). */
export async function tellIssued(tx: Transaction, certificates: readonly CertificateEntity[]): Promise<void> {
  const [first] = certificates;
  if (!first) return;
  const { name } = await tx.manager.findOneByOrFail(InstitutionEntity, { id: first.institutionId });
  for (const enterpriseId of new Set(certificates.map((certificate) => certificate.enterpriseId))) {
    const own = certificates.filter((certificate) => certificate.enterpriseId === enterpriseId);
    const notices = own.filter((certificate) => certificate.kind === 'RESULT_NOTICE').length;
    const branchId = await branchOf(tx, own);
    await tell(
      tx,
      { enterpriseId, branchId },
      {
        template: 'certificates.issued',
        params: { institutionName: name, certificates: own.length - notices, resultNotices: notices },
        link: '/e/certificates',
      },
    );
  }
}

/** That a certificate is no longer to be used, and why: at once, for it may hang at the instrument. */
export async function tellEnded(
  tx: Transaction,
  certificate: CertificateEntity,
  ending: 'REVOKED' | 'SUPERSEDED',
): Promise<void> {
  const { institutionId, enterpriseId, instrumentId, instrumentName, serialNumber } = certificate;
  const { name } = await tx.manager.findOneByOrFail(InstitutionEntity, { id: institutionId });
  const params = {
    institutionName: name,
    instrument: `${instrumentName}（${serialNumber}）`,
    certificateNumber: certificate.number ?? '',
    reason: certificate.reason ?? '',
    ending,
  };
  const branchId = await branchOf(tx, [certificate]);
  const link = `/e/instruments/${instrumentId}`;
  await tell(tx, { enterpriseId, branchId }, { template: 'certificate.ended', params, link });
}

/** The one branch whose instruments these are; what spans several is told to everybody, in numbers alone. */
async function branchOf(tx: Transaction, certificates: readonly CertificateEntity[]): Promise<string | null> {
  const rows = await tx.query<{ branchId: string | null }>(
    'SELECT DISTINCT branch_id AS "branchId" FROM instrument WHERE id = ANY($1) LIMIT 2',
    [certificates.map(({ instrumentId }) => instrumentId)],
  );
  return rows.length === 1 ? (rows[0]?.branchId ?? null) : null;
}

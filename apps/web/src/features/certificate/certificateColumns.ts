import type { CertificateRowDto } from '../../app/client';
import type { Column } from '../../shared/column';

/** What both parties see of a certificate in a list. */
export function certificateColumns(
  t: (key: string) => string,
  party: 'client' | 'institution',
): Column<CertificateRowDto>[] {
  const other: Column<CertificateRowDto> =
    party === 'client'
      ? { key: 'institutionName', label: t('certificate.institution'), minWidth: 180 }
      : { key: 'clientName', label: t('certificate.client'), minWidth: 160 };
  return [
    {
      key: 'number',
      label: t('certificate.number'),
      text: (row) => row.number ?? t('certificate.draft'),
      number: true,
      minWidth: 150,
    },
    { key: 'instrumentName', label: t('certificate.instrument'), minWidth: 180 },
    other,
    { key: 'conclusion', label: t('certificate.conclusion'), minWidth: 108 },
    { key: 'status', label: t('certificate.status'), minWidth: 100 },
    { key: 'verifiedOn', label: t('certificate.verifiedOn'), number: true, minWidth: 110 },
    { key: 'validUntil', label: t('certificate.validUntil'), number: true, minWidth: 110 },
    { key: 'file', label: t('certificate.file'), minWidth: party === 'client' ? 150 : 90 },
  ];
}

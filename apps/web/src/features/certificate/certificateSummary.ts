import type { CertificateDto } from '../../app/client';
import type { SummaryItem } from '../../shared/SummaryList.vue';

/** What the first page of the paper states. */
export function summaryOf(c: CertificateDto, t: (key: string) => string): SummaryItem[] {
  const item = (key: string, value: string | null | undefined) => ({
    key,
    label: t(`certificate.${key}`),
    value,
  });
  return [
    item('client', c.clientName),
    item('institution', c.institutionName),
    item('instrument', c.instrumentName),
    item('model', c.model),
    item('serialNumber', c.serialNumber),
    item('manufacturer', c.instrument.manufacturer),
    item('measuringRange', c.instrument.measuringRange),
    item('accuracyClass', c.instrument.accuracyClass),
    item('conclusion', c.conclusion),
    item('grantedClass', c.grantedClass),
    item('verifiedOn', c.verifiedOn),
    item('issuedOn', c.issuedOn),
    item('validUntil', c.validUntil),
    item('verifier', c.verifierName),
    item('checker', c.checkerName),
    item('signatory', c.signatoryName),
    { key: 'verify', label: t('certificate.verifyLink') },
    ...(c.supersedesId ? [{ key: 'older', label: t('certificate.older') }] : []),
  ];
}

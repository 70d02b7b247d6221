import type { CertificateContent, CertificateEntity } from '@quanheng/database';
import type { CertificateData, Paper } from '@quanheng/documents';
import { type WorkerConfig } from '../config.js';

/** The paper of an issued certificate: its frozen content, and what issuing added. */
export function toCertificatePaper(
  certificate: CertificateEntity,
  { PUBLIC_URL, DEMO }: Pick<WorkerConfig, 'PUBLIC_URL' | 'DEMO'>,
): Paper {
  const { content } = certificate;
  const data: CertificateData = {
    ...commonOf(content),
    certificateNumber: certificate.number ?? '',
    clientName: certificate.clientName,
    signatoryName: certificate.signatoryName ?? '',
    verifiedOn: certificate.verifiedOn,
    issuedOn: certificate.issuedOn ?? '',
    baseUrl: PUBLIC_URL,
    verificationToken: certificate.token,
    demo: DEMO,
  };
  return certificate.kind === 'RESULT_NOTICE'
    ? { kind: 'result-notice', data: { ...data, failureReason: failureOf(content) } }
    : {
        kind: 'verification-certificate',
        data: { ...data, conformsTo: content.grantedClass, validUntil: certificate.validUntil },
      };
}

function commonOf(content: CertificateContent) {
  const { institution, instrument, regulation, standards, results, temperature, humidity, place } = content;
  return {
    institutionName: institution.name,
    authorizationNumber: institution.authorizationNumber,
    institutionAddress: institution.address,
    institutionPhone: institution.phone,
    instrument,
    basis: [regulation],
    standards,
    ambient: { temperature, humidity, place, other: null },
    results: results.map(({ pass, ...result }) => ({
      ...result,
      conclusion: pass ? ('PASS' as const) : ('FAIL' as const),
    })),
    verifierName: content.verifierName,
    checkerName: content.checkerName,
  };
}

function failureOf({ results }: CertificateContent): string {
  return results
    .filter((result) => !result.pass)
    .map((result) => `${result.item}（${result.result}）`)
    .join('；');
}

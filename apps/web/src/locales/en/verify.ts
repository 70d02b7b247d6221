import type { verify as zh } from '../zh-CN/verify';

export const verify: typeof zh = {
  title: 'Certificate check',
  purpose:
    'Find out whether a certificate or notice of result is genuine and what its status is. No account needed.',
  token: 'Verification code',
  tokenHint: 'Scan the QR code at the lower right of the certificate, or paste its link here.',
  tokenMissing: 'Enter the verification code',
  submit: 'Check certificate',
  again: 'Check another certificate',
  unknownTitle: 'No such certificate',
  unknownHint:
    'Check that the code is complete. If it is, the certificate may not have been issued on this platform: ask the institution named on it.',
  result: {
    ISSUED: 'Genuine and valid',
    FAILED: 'Genuine notice: the instrument failed',
    EXPIRED: 'Genuine, but no longer valid',
    SUPERSEDED: 'Corrected: the newer certificate counts',
    REVOKED: 'Revoked',
  },
  field: {
    number: 'Certificate number',
    kind: 'Kind',
    institution: 'Institution',
    client: 'Client',
    instrument: 'Instrument',
    model: 'Model',
    serialNumber: 'Serial number',
    manufacturer: 'Manufacturer',
    conclusion: 'Conclusion',
    verifiedOn: 'Verified on',
    validUntil: 'Valid until',
    issuedOn: 'Issued on',
    revokedReason: 'Reason of revocation',
    supersededBy: 'Newer certificate',
  },
  kind: {
    VERIFICATION_CERTIFICATE: 'Verification certificate',
    RESULT_NOTICE: 'Notice of verification result',
  },
  conclusion: { PASS: 'Pass', FAIL: 'Fail' },
  file: {
    title: 'Compare a file',
    hint: 'Choose the PDF you have to see whether it is exactly the file that was issued. It is compared in your browser and not uploaded.',
    hintSent:
      'Choose the PDF you have to see whether it is exactly the file that was issued. It is only compared, not kept.',
    choose: 'Choose PDF file',
    same: 'Exactly the file that was issued',
    different: 'Not the file that was issued; it may have been changed',
  },
};

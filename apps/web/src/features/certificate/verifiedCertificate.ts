/** What the public check tells: nothing personal (domain.md section 8). */
export interface VerifiedCertificate {
  number: string;
  kind: 'VERIFICATION_CERTIFICATE' | 'RESULT_NOTICE';
  status: 'ISSUED' | 'EXPIRED' | 'SUPERSEDED' | 'REVOKED';
  institution: string;
  instrument: { name: string; model: string; serialNumber: string; manufacturer: string };
  conclusion: 'PASS' | 'FAIL';
  verifiedOn: string;
  validUntil: string | null;
  revokedReason: string | null;
  sha256: string | null;
}

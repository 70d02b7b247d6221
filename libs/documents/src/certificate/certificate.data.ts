export interface CertificateInstrument {
  name: string;
  model: string;
  serialNumber: string;
  ownNumber: string | null;
  manufacturer: string;
  measuringRange: string | null;
  accuracyClass: string | null;
}

export interface ReferenceStandard {
  name: string;
  number: string;
  /** Measuring range or accuracy, as its own certificate states it. */
  accuracy: string | null;
  /** yyyy-mm-dd */
  validUntil: string;
}

export interface VerificationResult {
  item: string;
  requirement: string;
  result: string;
  conclusion: 'PASS' | 'FAIL';
}

export interface AmbientConditions {
  /** With its unit, e.g. 20.5 ℃. */
  temperature: string;
  humidity: string;
  place: string | null;
  other: string | null;
}

/** What certificate and notice have in common (domain.md §8). */
export interface CertificateData {
  certificateNumber: string;
  institutionName: string;
  /** Number of the authorisation of the institution (计量授权证书号). */
  authorizationNumber: string;
  institutionAddress: string;
  institutionPhone: string;
  /** The client's name at the time of issue, which later changes of name don't touch. */
  clientName: string;
  instrument: CertificateInstrument;
  /** Regulations, e.g. JJG 52-2013《弹性元件式一般压力表、压力真空表和真空表》. */
  basis: readonly string[];
  standards: readonly ReferenceStandard[];
  ambient: AmbientConditions;
  results: readonly VerificationResult[];
  verifierName: string;
  checkerName: string;
  signatoryName: string;
  /** yyyy-mm-dd */
  verifiedOn: string;
  /** yyyy-mm-dd */
  issuedOn: string;
  baseUrl: string;
  /** The QR code holds `<baseUrl>/verify/<verificationToken>`. */
  verificationToken: string;
  demo: boolean;
}

/** 检定证书: the instrument passed. */
export interface VerificationCertificateData extends CertificateData {
  /** The class it conforms to, e.g. 1.6 级; null prints 合格 alone. */
  conformsTo: string | null;
  /** yyyy-mm-dd; null for kinds verified only once (domain.md §4). */
  validUntil: string | null;
}

/** 检定结果通知书: it failed; no validity. */
export interface ResultNoticeData extends CertificateData {
  /** What it failed on, in words. */
  failureReason: string;
}

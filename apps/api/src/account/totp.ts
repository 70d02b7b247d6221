import { qrCodeAddress } from '@quanheng/documents';
import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
/** One half-minute early or late: clocks of telephones go wrong by that much. */
const WINDOW = 1;
const QR_MM = 44;

const ofSecret = (secret: string, label = '') =>
  new TOTP({
    issuer: 'Quanheng',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
    secret: Secret.fromBase32(secret),
  });

/** 160 random bits, in Base32 as an authenticator takes it. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator reads, as an address and as a picture of it. */
export function describeTotp(secret: string, loginName: string): { otpauthUrl: string; qrCode: string } {
  const otpauthUrl = ofSecret(secret, loginName).toString();
  return { otpauthUrl, qrCode: qrCodeAddress(otpauthUrl, QR_MM) };
}

/** The half-minute since 1970 that a code belongs to; null when it is wrong. In real time, also in the demo. */
export function findStep(secret: string, code: string): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const timestamp = Date.now();
  const delta = ofSecret(secret).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / STEP_SECONDS) + delta;
}

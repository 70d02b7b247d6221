import type { VerificationMode } from './instrument.codes.js';

/** A kind and a mode as one word: what an institution may verify. */
export const capabilityKey = (categoryCode: string, mode: VerificationMode): string =>
  `${categoryCode} ${mode}`;

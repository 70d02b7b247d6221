const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** Registration authority and kind, six digits of the division, organisation code, check character; no I, O, S, V, Z. */
const PATTERN = /^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/;

/** The writing that is stored and compared: NFKC, trimmed, upper case. */
export function normalizeCreditCode(code: string): string {
  return code.normalize('NFKC').trim().toUpperCase();
}

/**
 * Whether a *normalised* code is well formed: alphabet, GB 32100 check character (mod 31) and the GB 11714 check
 * character of the organisation code inside (positions 9 to 17). Lower case is refused: normalise first.
 */
export function isValidCreditCode(code: string): boolean {
  return (
    PATTERN.test(code) &&
    code[17] === creditCheckCharacter(code.slice(0, 17)) &&
    code[16] === organisationCheckCharacter(code.slice(8, 16))
  );
}

/** GB 32100: the weights are the powers of 3 modulo 31. */
function creditCheckCharacter(body: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31] as string;
}

/** GB 11714: mod 11, where 10 is written X. */
function organisationCheckCharacter(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + weight * ORGANISATION_ALPHABET.indexOf(body[i] as string),
    0,
  );
  return '0123456789X'[(11 - (sum % 11)) % 11] as string;
}

import { isBusinessDate, type BusinessDate } from '../platform/dates.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const PATTERN = /^[1-9]\d{16}[\dX]$/;

/** The writing that is stored and compared: NFKC, trimmed, upper case. */
export function normalizeIdNumber(idNumber: string): string {
  return idNumber.normalize('NFKC').trim().toUpperCase();
}

/**
 * Whether a *normalised* ID number is well formed after GB 11643: 18 characters, a birth date that exists and does not
 * lie after `today`, and the check character (ISO 7064 MOD 11-2). It says nothing about whether the person exists.
 */
export function isValidIdNumber(idNumber: string, today: BusinessDate): boolean {
  if (!PATTERN.test(idNumber)) return false;
  const birth = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  return isBusinessDate(birth) && birth <= today && idNumber[17] === checkCharacter(idNumber);
}

/** `441***********0005`: neither birth date nor county can be read (`domain.md` §10). */
export function maskIdNumber(idNumber: string): string {
  return mask(idNumber, 3, 4, 11);
}

/** `138****0000`; of a shorter number correspondingly less is shown (`domain.md` §10). */
export function maskPhone(phone: string): string {
  return mask(phone, 3, 4, 4);
}

/** Shows `head` and `tail` characters, fewer where otherwise less than `hidden` would stay covered: any text may come. */
function mask(text: string, head: number, tail: number, hidden: number): string {
  const characters = [...text];
  const shown = Math.max(0, Math.min(head + tail, characters.length - hidden));
  const atEnd = Math.min(tail, shown);
  const atStart = shown - atEnd;
  return characters.map((c, i) => (i < atStart || i >= characters.length - atEnd ? c : '*')).join('');
}

function checkCharacter(idNumber: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(idNumber[i]), 0);
  return CHECK_CHARACTERS[sum % 11] as string;
}

const STORED = 'quanheng.case-key';

/**
 * What lets an applicant without an account go on with a change of data. For this tab only: whoever comes back later asks
 * for a code.
 */
export const currentCaseKey = (): string => sessionStorage.getItem(STORED) ?? '';

export function keepCaseKey(key: string | undefined): void {
  if (key) sessionStorage.setItem(STORED, key);
  else sessionStorage.removeItem(STORED);
}

/** What lets a telephone send photos of one item: it stays in the address, behind the hash sign. */
let photoKey = '';

export function keepPhotoKey(key: string): void {
  photoKey = key;
}

/** Each key goes with every request about what it is for, files included, and with no other. */
export function caseHeaders(address: string): Record<string, string> {
  const key = address.includes('/profile-changes/own') ? currentCaseKey() : '';
  if (address.includes('/photo-uploads/own') && photoKey) return { 'X-Photo-Key': photoKey };
  return key ? { 'X-Case-Key': key } : {};
}

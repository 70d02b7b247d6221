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

/** Goes with every request about that case, files included, and with no other. */
export function caseHeaders(address: string): Record<string, string> {
  const key = address.includes('/profile-changes/own') ? currentCaseKey() : '';
  return key ? { 'X-Case-Key': key } : {};
}

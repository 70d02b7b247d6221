import type { ErrorCode } from '../platform/errors.js';
import { normalizeText } from '../platform/search-text.js';

export const PASSWORD_MIN_LENGTH = 8;
export const PASSWORD_MAX_LENGTH = 128;

export interface PasswordContext {
  readonly loginName: string;
  /** Passwords in lower case that are guessed first: `COMMON_PASSWORDS` of the data entry. */
  readonly commonPasswords: ReadonlySet<string>;
}

/**
 * Why a password can't be chosen; empty when it can. Any characters, no composition rule (`quality.md` §1.13); length
 * counts characters, not code units. Case and width don't make a common password or the login name less guessable.
 */
export function findPasswordProblems(password: string, context: PasswordContext): ErrorCode[] {
  const length = [...password].length;
  const plain = normalizeText(password);
  const name = normalizeText(context.loginName);
  const problems: ErrorCode[] = [];
  if (length < PASSWORD_MIN_LENGTH) problems.push('account.password-too-short');
  if (length > PASSWORD_MAX_LENGTH) problems.push('account.password-too-long');
  if (context.commonPasswords.has(plain)) problems.push('account.password-common');
  if (name !== '' && plain.includes(name)) problems.push('account.password-contains-name');
  return problems;
}

import { DomainError, findPasswordProblems } from '@quanheng/domain';
import { COMMON_PASSWORDS } from '@quanheng/domain/data';

/** @throws DomainError `request.invalid`, with what is wrong with the password at its place in the body */
export function assertPassword(password: string, loginName: string, pointer: string): void {
  const problems = findPasswordProblems(password, { loginName, commonPasswords: COMMON_PASSWORDS });
  if (problems.length === 0) return;
  throw new DomainError(
    'request.invalid',
    {},
    problems.map((code) => ({ pointer, code })),
  );
}

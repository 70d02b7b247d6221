import { isValidCreditCode } from '@quanheng/domain';

const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The n-th well-formed credit code of nobody: digits of the organisation code count up, check characters are searched. */
export function creditCode(n: number): string {
  const body = `91441202XYXY${String(n).padStart(4, '0')}`;
  for (const organisation of '0123456789X') {
    for (const check of CHARACTERS) {
      const code = body + organisation + check;
      if (isValidCreditCode(code)) return code;
    }
  }
  throw new Error(`No credit code number ${n}`);
}

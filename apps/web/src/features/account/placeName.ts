import { PAPER_KINDS } from '@quanheng/domain';

/** The words for a field or a paper that a comment is about. */
export function placeName(t: (key: string) => string, target: string): string {
  const isPaper = (PAPER_KINDS as readonly string[]).includes(target);
  return t(`registration.${isPaper ? 'paper' : 'field'}.${target}`);
}

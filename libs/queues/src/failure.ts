/** Thrown by a handler when trying again can't help: the job fails at once. `code` is stored, so no personal data. */
export class PermanentJobError extends Error {
  override readonly name = 'PermanentJobError';

  constructor(readonly code: string) {
    super(code);
  }
}

export interface Failure {
  code: string;
  /** Where it happened: call sites only, since messages may quote names, numbers or whole rows. */
  at: string[];
}

const CODE = /^[A-Za-z0-9._-]{1,100}$/;

/** What may be stored and logged of an error: its code or class and where it came from (quality.md §1.12). */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'unknown', at: [] };
  const { code } = error as { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const known = typeof code === 'string' && CODE.test(code);
  return { code: known ? code : error.name, at: frames.slice(0, 8).map((line) => line.trim()) };
}

import { expect } from '@jest/globals';
import type { ProblemDetails } from '@quanheng/api-client';
import { refusal } from '../client/person.js';

/** The call must be refused with this status and code, and say why in Chinese. */
export async function refused(
  call: Parameters<typeof refusal>[0],
  status: number,
  code: string,
): Promise<ProblemDetails> {
  const { status: was, problem } = await refusal(call);
  expect([was, problem.code]).toEqual([status, code]);
  expect(problem.detail).toMatch(/\p{Script=Han}/u);
  return problem;
}

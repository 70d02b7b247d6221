import { errorText, type ErrorCode } from '@quanheng/domain';
import { answer, taskDecide, type BulkResultDto, type TaskBulkAction } from '../../app/client';
import { currentLanguage, i18n } from '../../app/i18n';
import { newKey } from '../../app/idempotencyKey';
import { ApiProblem } from '../../app/problem';

/**
 * Decides many tasks; the sentence of what was done.
 * @throws ApiProblem where some could not be decided: how many were, and why the first was not
 */
export async function decideTasks(
  action: TaskBulkAction,
  rows: readonly { id: string; version: number }[],
  more: { comment?: string | undefined; verifierId?: string | null } = {},
): Promise<string> {
  const items = rows.map(({ id, version }) => ({ id, version }));
  const { comment, ...rest } = more;
  const body = { action, items, ...(comment ? { comment } : {}), ...rest };
  const { results } = await answer(taskDecide({ headers: { 'Idempotency-Key': newKey() }, body }));
  const text = i18n.global.t(`verification.decided.${action}`, { count: results.filter((r) => r.ok).length });
  throwRefusal(results, text);
  return text;
}

/** @throws ApiProblem as above */
export function throwRefusal(results: BulkResultDto['results'], done: string): void {
  const refused = results.filter((result) => !result.ok);
  if (!refused[0]?.code) return;
  const why = errorText(refused[0].code as ErrorCode, currentLanguage(), refused[0].details);
  const text = i18n.global.t('verification.decided.refused', { done, count: refused.length, why });
  throw new ApiProblem(409, refused[0].code, text, text);
}

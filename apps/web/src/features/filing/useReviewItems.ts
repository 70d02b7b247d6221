import type { FilingItemDto } from '@quanheng/api-client';
import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useReviewKeys } from '../../shared/review/useReviewKeys';
import { useConfirm } from '../../shared/useConfirm';
import type { Decision, ItemVersion, useFiling } from './useFiling';

export type Verdict = Extract<Decision, 'approve' | 'return' | 'reject'>;

/** Words of `filing.review.reasons`. */
const REASONS = {
  return: ['serial', 'model', 'range', 'kind', 'validity'],
  reject: ['scope', 'duplicate', 'ability'],
} as const;

/** Deciding on the items of one application: one by one with a key each, or together (ux.md T6). */
export function useReviewItems(
  { items, decide, findIds }: ReturnType<typeof useFiling>,
  mayDecide: (row: FilingItemDto) => boolean,
) {
  const { t } = useI18n();
  const confirm = useConfirm();
  const opened = shallowRef<FilingItemDto>();
  const waiting = computed(() => items.items.value.filter(mayDecide));

  async function ask(decision: Verdict, rows: readonly ItemVersion[], clear?: () => void): Promise<void> {
    // What is on the page is approved as seen; more than that is asked about once.
    const isSeen = decision === 'approve' && rows.length <= items.items.value.length;
    const reason = isSeen ? '' : await askWhy(decision, rows.length);
    if (reason === null) return;
    const following = neighbour(1);
    if (!(await decide(decision, rows, reason))) return;
    clear?.();
    opened.value = opened.value && (following ?? waiting.value[0]);
  }

  async function askWhy(decision: Verdict, count: number): Promise<string | null> {
    const reason =
      decision === 'approve'
        ? {}
        : {
            reason: { label: t(`filing.review.${decision}Reason`), suggestions: suggestions(decision) },
          };
    const asked = await confirm({
      title: t(`filing.review.${decision}`),
      message: t(`filing.review.${decision}Confirm`, { count }),
      verb: t(`filing.review.${decision}Verb`, { count }),
      danger: decision === 'reject',
      ...reason,
    });
    return asked && asked.reason;
  }

  /** What is said most often, to be completed by the reviewer; for one item what the machine found comes first. */
  function suggestions(decision: 'return' | 'reject'): string[] {
    const failed = (opened.value?.checks ?? []).filter((check) => !check.ok);
    return [
      ...failed.map((check) => t(`filing.check.${check.code}.failed`)),
      ...REASONS[decision].map((reason) => t(`filing.review.reasons.${decision}.${reason}`)),
    ];
  }

  const decideSelected = async (
    decision: Verdict,
    rows: readonly ItemVersion[],
    all: boolean,
    clear: () => void,
  ) => ask(decision, all ? await findIds({ status: 'SUBMITTED' }) : rows, clear);

  /** The item to decide after or before the open one. */
  function neighbour(step: 1 | -1): FilingItemDto | undefined {
    const rows = items.items.value;
    const at = rows.findIndex((row) => row.id === opened.value?.id);
    const rest = step === 1 ? rows.slice(at + 1) : rows.slice(0, Math.max(at, 0)).reverse();
    return rest.find(mayDecide);
  }

  const decideOpen = (decision: Verdict) =>
    opened.value && mayDecide(opened.value) && ask(decision, [opened.value]);
  const turn = (step: 1 | -1) => (opened.value = neighbour(step) ?? opened.value);
  const { enabled: keys } = useReviewKeys(
    {
      KeyA: () => decideOpen('approve'),
      KeyR: () => decideOpen('return'),
      KeyJ: () => turn(1),
      KeyK: () => turn(-1),
    },
    '.review-item',
  );
  return { opened, waiting, keys, ask, decideSelected };
}

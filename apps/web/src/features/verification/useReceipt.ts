import { useQuery } from '@pinia/colada';
import { onScopeDispose, watch } from 'vue';
import { answer, receiptGet } from '../../app/client';

const ASK_AGAIN_MS = 1_000;

/** A receipt, asked for again until its slip and labels are printed. */
export function useReceipt(id: () => string) {
  const query = useQuery({
    key: () => ['receipts', id()],
    query: ({ signal }) => answer(receiptGet({ path: { id: id() }, signal })),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    query.data,
    (receipt) => {
      clearTimeout(timer);
      if (receipt && !receipt.filesReady && !receipt.undoneAt)
        timer = setTimeout(() => void query.refetch(), ASK_AGAIN_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return query;
}

import { computed, onScopeDispose, ref, type Ref } from 'vue';
import { etag } from '../../app/api';
import { answer, receiptUndo, type ReceiptDto } from '../../app/client';
import { newKey } from '../../app/idempotencyKey';

/**
 * Taking back what was just registered, while the server allows it. Counted from the moment of the answer by this
 * machine's own clock, which may differ from the server's; the server decides.
 */
export function useUndo(receipt: Ref<ReceiptDto | undefined>) {
  const now = ref(performance.now());
  const timer = setInterval(() => (now.value = performance.now()), 500);
  onScopeDispose(() => clearInterval(timer));
  let begun = { id: '', at: 0 };

  const secondsLeft = computed(() => {
    const { value } = receipt;
    if (!value || value.undoneAt) return 0;
    if (begun.id !== value.id) begun = { id: value.id, at: performance.now() };
    const allowed = Date.parse(value.undoableUntil) - Date.parse(value.receivedAt);
    return Math.max(0, Math.ceil((allowed - (now.value - begun.at)) / 1000));
  });

  /** @throws ApiProblem when somebody has begun or the time is over */
  async function undo(): Promise<ReceiptDto> {
    const { id, version } = receipt.value!;
    const headers = { 'If-Match': etag(version), 'Idempotency-Key': newKey() };
    return answer(receiptUndo({ path: { id }, headers }));
  }

  return { secondsLeft, undo };
}

import { onScopeDispose, watch, type WatchSource } from 'vue';

const ASK_AGAIN_MS = 1_500;

/** Asks again after each answer in which a PDF is still being made. */
export function useAskAgain<T>(answered: WatchSource<T>, isPending: (answer: T) => boolean, ask: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    answered,
    (answer) => {
      clearTimeout(timer);
      if (isPending(answer)) timer = setTimeout(ask, ASK_AGAIN_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
}

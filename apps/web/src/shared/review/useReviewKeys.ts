import { onBeforeUnmount, onMounted, ref, watch } from 'vue';

const SETTING = 'quanheng.review-keys';
const TYPING = 'input, textarea, select, [contenteditable], [role="combobox"]';

/**
 * Single keys in the queue only, never while typing, and they can be turned off (WCAG 2.1.4). By `code`: also with an IME on.
 * A dialog keeps its keys to itself, but for `drawer`, the one in which a case is shown.
 */
export function useReviewKeys(actions: Record<string, () => unknown>, drawer = ':not(*)') {
  const enabled = ref(localStorage.getItem(SETTING) !== 'off');
  watch(enabled, (on) => localStorage.setItem(SETTING, on ? 'on' : 'off'));

  function onKey(event: KeyboardEvent) {
    const target = event.target as HTMLElement;
    const modified = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (!enabled.value || modified || target.closest(TYPING)) return;
    const dialog = target.closest('[role="dialog"]');
    if (dialog && !dialog.closest(drawer)) return;
    const action = actions[event.code];
    if (!action) return;
    event.preventDefault();
    void action();
  }
  onMounted(() => window.addEventListener('keydown', onKey));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
  return { enabled };
}

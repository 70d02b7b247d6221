import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/** As `importGrid.css` has it: a row of 34 px and its line. */
const ROW = 35;
const AROUND = 12;
const HEADER = 36;
const UNTIL_MORE = 30;

/** Draws only the rows that can be seen: of 100,000 rows a screenful is in the page. More are asked for near the end. */
export function useRowWindow<T>(
  frame: Ref<HTMLElement | undefined>,
  rows: () => readonly T[],
  more: () => unknown,
) {
  const top = ref(0);
  const height = ref(700);
  const first = computed(() => Math.max(0, Math.min(Math.floor(top.value / ROW), rows().length) - AROUND));
  const count = computed(() => Math.ceil(height.value / ROW) + 2 * AROUND);
  const shown = computed(() => rows().slice(first.value, first.value + count.value));
  const before = computed(() => first.value * ROW);
  const after = computed(() => Math.max(0, rows().length - first.value - count.value) * ROW);

  function look(): void {
    if (!frame.value) return;
    top.value = frame.value.scrollTop;
    height.value = frame.value.clientHeight;
    if (first.value + count.value > rows().length - UNTIL_MORE) more();
  }

  /** Scrolls so that a row is drawn; the browser does the rest once the cell has the focus. */
  function reveal(row: number): void {
    const element = frame.value;
    if (!element) return;
    const [above, below] = [row * ROW, (row + 1) * ROW + HEADER];
    if (above < element.scrollTop) element.scrollTop = above;
    else if (below > element.scrollTop + element.clientHeight)
      element.scrollTop = below - element.clientHeight;
    look();
  }

  onMounted(() => {
    frame.value?.addEventListener('scroll', look, { passive: true });
    look();
  });
  onBeforeUnmount(() => frame.value?.removeEventListener('scroll', look));

  return { first, shown, before, after, reveal };
}

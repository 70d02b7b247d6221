import { computed, ref } from 'vue';

/** A list's place in a keyset: the cursors of the pages walked through, so that "previous" works. */
export function cursorTrail() {
  const trail = ref<(string | undefined)[]>([undefined]);
  return {
    cursor: computed(() => trail.value.at(-1)),
    pageNumber: computed(() => trail.value.length),
    next: (cursor: string) => void trail.value.push(cursor),
    previous: () => void (trail.value.length > 1 && trail.value.pop()),
    reset: () => void (trail.value = [undefined]),
  };
}

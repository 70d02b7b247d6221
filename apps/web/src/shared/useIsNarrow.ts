import { onScopeDispose, ref, type Ref } from 'vue';

/** Below 768 px tables become cards (ux.md section 11, 1.4.10). */
export function useIsNarrow(): Ref<boolean> {
  const media = window.matchMedia('(width < 768px)');
  const narrow = ref(media.matches);
  const update = () => (narrow.value = media.matches);
  media.addEventListener('change', update);
  onScopeDispose(() => media.removeEventListener('change', update));
  return narrow;
}

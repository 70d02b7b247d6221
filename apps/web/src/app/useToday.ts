import { toBusinessDate } from '@quanheng/domain';
import { computed } from 'vue';
import { useDemoClock } from './useDemoClock';

/** The business date by which the server judges; in a demo its clock may have been moved. */
export function useToday() {
  const clock = useDemoClock();
  return computed(() => clock.value?.today ?? toBusinessDate(new Date()));
}

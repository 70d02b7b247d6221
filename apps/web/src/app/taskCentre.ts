import { useQuery, useQueryCache } from '@pinia/colada';
import type { LongJobDto } from '@quanheng/api-client';
import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, watch } from 'vue';
import { api } from './api';

const LOOK_EVERY_MS = 3_000;

/** The tray of long work (ux.md section 8, 任务中心): whether it is open, and how much ended since it was last looked at. */
export const useTaskCentre = defineStore('task-centre', () => {
  const isOpen = ref(false);
  const unseen = ref(0);
  watch(isOpen, () => (unseen.value = 0));
  return { isOpen, unseen };
});

/** The long work that this person asked for, newest first, asked again while some is under way. */
export function useLongJobs(onEnd: (job: LongJobDto) => void = () => undefined) {
  const query = useQuery({
    key: ['jobs'],
    query: async ({ signal }) => (await api.get<{ items: LongJobDto[] }>('/jobs', {}, signal)).items,
    staleTime: 30_000,
  });
  const open = computed(() => (query.data.value ?? []).filter(isUnderWay));

  let timer: ReturnType<typeof setTimeout>;
  watch(
    query.data,
    (jobs = [], before = []) => {
      const wereOpen = new Set(before.filter(isUnderWay).map(({ id }) => id));
      jobs.filter((job) => wereOpen.has(job.id) && !isUnderWay(job)).forEach(onEnd);
      clearTimeout(timer);
      if (jobs.some(isUnderWay)) timer = setTimeout(() => void query.refetch(), LOOK_EVERY_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return { query, open };
}

export const isUnderWay = ({ status }: Pick<LongJobDto, 'status'>): boolean =>
  status === 'QUEUED' || status === 'RUNNING';

/** Puts what was just started on top of the tray and opens it. */
export function useStartedJob() {
  const cache = useQueryCache();
  const centre = useTaskCentre();
  return (job: LongJobDto): void => {
    const known = cache.getQueryData<LongJobDto[]>(['jobs']) ?? [];
    cache.setQueryData(['jobs'], [job, ...known.filter(({ id }) => id !== job.id)]);
    centre.isOpen = true;
  };
}

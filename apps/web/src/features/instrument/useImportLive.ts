import type { ImportLiveDto, ImportPersonDto, ImportRowDto } from '@quanheng/api-client';
import type { InstrumentFieldKey } from '@quanheng/domain';
import { onBeforeUnmount, onMounted, ref } from 'vue';
import { api } from '../../app/api';

const EVERY_MS = 4_000;

/** Two clerks on one import see each other: where the cursor is, and what was typed (ux.md section 6). */
export function useImportLive(
  importId: () => string,
  since: number,
  take: (news: { rows: ImportRowDto[]; counts: ImportLiveDto['counts']; status: string }) => void,
) {
  const people = ref<ImportPersonDto[]>([]);
  let place: { row: number; field: InstrumentFieldKey } | undefined;
  let seen = since;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  async function tell(): Promise<void> {
    try {
      const body = { ...place, since: seen };
      const news = await api.post<ImportLiveDto>(`/imports/${importId()}/live`, body);
      people.value = news.people;
      const isNew = news.rows.length > 0 || news.status !== 'READY';
      seen = news.editSeq;
      if (isNew && !isOver) take(news);
    } catch {
      // Nobody to be seen for now; the next look tells.
    }
    if (!isOver) timer = setTimeout(() => void tell(), EVERY_MS);
  }

  onMounted(() => void tell());
  onBeforeUnmount(() => {
    isOver = true;
    clearTimeout(timer);
  });

  return { people, at: (next: typeof place) => (place = next) };
}

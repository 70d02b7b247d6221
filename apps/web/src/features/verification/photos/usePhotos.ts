import { useQuery } from '@pinia/colada';
import { computed, ref, watch } from 'vue';
import {
  answer,
  itemPhotoOfAppointment,
  itemPhotoOfTask,
  itemPhotoOpen,
  itemPhotoRemove,
  type ItemPhotoDto,
  type NewPhotoLinkDto,
  type PhotoLinkStatus,
} from '../../../app/client';
import { newKey } from '../../../app/idempotencyKey';
import { uploadFile } from '../../../shared/uploadFile';
import { useEventProgress, type Progress } from '../../../shared/useEventProgress';
import { resizePhoto } from './resizePhoto';

interface LinkProgress extends Progress {
  status: PhotoLinkStatus;
}

/** The photos of an appointment's or a task's instruments; what a telephone sends shows at once. */
export function usePhotos(of: 'appointments' | 'tasks', id: () => string | undefined) {
  const query = useQuery({
    key: () => ['photos', of, id() ?? ''],
    enabled: () => id() !== undefined,
    query: ({ signal }) => {
      const request = { path: { id: id()! }, signal };
      return answer(of === 'tasks' ? itemPhotoOfTask(request) : itemPhotoOfAppointment(request));
    },
  });
  const photos = computed(() => query.data.value?.items ?? []);
  const max = computed(() => query.data.value?.maxPerItem ?? 0);
  const ofItem = (itemId: string): ItemPhotoDto[] =>
    photos.value.filter((photo) => photo.appointmentItemId === itemId);

  const link = ref<NewPhotoLinkDto & { itemId: string }>();
  const { progress } = useEventProgress<LinkProgress>(
    () => link.value && `/photo-links/${link.value.id}`,
    ({ status }) => status !== 'OPEN',
  );
  watch(progress, (now) => now && void query.refetch());

  /** A code for a telephone; the one before of the same item ends. */
  async function open(itemId: string): Promise<void> {
    link.value = { ...(await answer(itemPhotoOpen({ path: { id: itemId } }))), itemId };
  }

  async function add(itemId: string, file: File, onProgress?: (share: number) => void): Promise<void> {
    const small = await resizePhoto(file);
    await uploadFile(`/appointment-items/${itemId}/photos`, small, { onProgress });
    await query.refetch();
  }

  async function remove(photoId: string, reason: string): Promise<void> {
    await itemPhotoRemove({
      path: { id: photoId },
      headers: { 'Idempotency-Key': newKey() },
      body: { reason },
    });
    await query.refetch();
  }

  return { query, photos, max, ofItem, link, progress, open, add, remove };
}

export type Photos = ReturnType<typeof usePhotos>;

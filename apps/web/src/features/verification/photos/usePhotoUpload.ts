import { ref } from 'vue';
import {
  answer,
  photoUploadFinish,
  photoUploadGet,
  photoUploadRemove,
  type PhotoUploadDto,
  type SentPhotoDto,
} from '../../../app/client';
import { keepPhotoKey } from '../../../app/caseKey';
import { asProblem, type ApiProblem } from '../../../app/problem';
import { uploadFile } from '../../../shared/uploadFile';
import { resizePhoto } from './resizePhoto';

/** A photo on this telephone; once it has an `id` the desk has it, too. */
export interface Shot {
  readonly key: number;
  readonly file: File;
  readonly preview: string;
  share: number;
  id?: string;
  problem?: string;
  /** Whether sending it again may help: not where the picture itself was refused. */
  isWorthIt?: boolean;
}

/** Codes after which the link is of no more use. */
const ENDED = ['photo.link-invalid', 'photo.link-expired', 'photo.link-closed', 'photo.link-spent'];
/** The link is named by its key in a header, which the client adds. */
const headers = {} as { 'X-Photo-Key': string };

/** The telephone's side of a link: one photo is sent after the other, those that failed again when asked. */
export function usePhotoUpload(key: string) {
  const subject = ref<PhotoUploadDto>();
  const shots = ref<Shot[]>([]);
  const ended = ref<ApiProblem>();
  const finished = ref(false);
  const problem = ref<ApiProblem>();
  const busy = ref(false);
  let count = 0;
  keepPhotoKey(key);

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    problem.value = undefined;
    try {
      await work();
    } catch (error) {
      take(asProblem(error));
    }
  }

  function take(refusal: ApiProblem): void {
    if (ENDED.includes(refusal.code)) ended.value = refusal;
    else problem.value = refusal;
  }

  const load = () => attempt(async () => (subject.value = await answer(photoUploadGet({ headers }))));

  async function send(shot: Shot): Promise<void> {
    shot.problem = undefined;
    shot.share = 0;
    try {
      const small = await resizePhoto(shot.file);
      const onProgress = (share: number) => (shot.share = share);
      shot.id = (await uploadFile<SentPhotoDto>('/photo-uploads/own/photos', small, { onProgress })).id;
    } catch (error) {
      const refusal = asProblem(error);
      shot.problem = refusal.detail;
      shot.isWorthIt = refusal.status < 400 || refusal.status === 429 || refusal.status >= 500;
      if (ENDED.includes(refusal.code)) ended.value = refusal;
    }
  }

  async function add(files: Iterable<File>): Promise<void> {
    const first = shots.value.length;
    for (const file of files)
      shots.value.push({ key: ++count, file, preview: URL.createObjectURL(file), share: 0 });
    await sendAll(shots.value.slice(first));
  }

  const again = () => sendAll(shots.value.filter((shot) => shot.problem && shot.isWorthIt));

  async function sendAll(list: readonly Shot[]): Promise<void> {
    busy.value = true;
    for (const shot of list) if (!ended.value) await send(shot);
    busy.value = false;
    if (!ended.value) await load();
  }

  async function remove(shot: Shot): Promise<void> {
    await attempt(async () => {
      if (shot.id) await photoUploadRemove({ headers, path: { photoId: shot.id } });
      shots.value = shots.value.filter((each) => each.key !== shot.key);
      URL.revokeObjectURL(shot.preview);
      await load();
    });
  }

  const finish = () =>
    attempt(async () => {
      await photoUploadFinish({ headers });
      finished.value = true;
    });

  return { subject, shots, ended, finished, problem, busy, load, add, again, remove, finish };
}

import { errorText, type ErrorCode } from '@quanheng/domain';
import { computed, reactive, ref } from 'vue';
import {
  answer,
  certificateIssueMany,
  ownFileMatch,
  type CertificateDto,
  type FileCandidateDto,
} from '../../app/client';
import { currentLanguage } from '../../app/i18n';
import { newKey } from '../../app/idempotencyKey';
import { asProblem } from '../../app/problem';
import { uploadFile } from '../../shared/uploadFile';

const NAMES_AT_ONCE = 500;

/** One of the institution's own PDFs, and the draft that it belongs to. */
export interface OwnFile {
  readonly file: File;
  candidates: FileCandidateDto[];
  chosen: string;
  refusal: string;
  sent: CertificateDto | null;
}

export type OwnFileState = 'ISSUED' | 'SENT' | 'REFUSED' | 'TWICE' | 'READY' | 'CHOOSE' | 'NONE';

/** Files are matched by their names, then sent one after the other; what went through isn't sent again. */
export function useOwnFiles() {
  const rows = ref<OwnFile[]>([]);
  const busy = ref(false);
  const progress = reactive({ done: 0, total: 0 });

  /** Of two files for one draft neither is sent. */
  function stateOf(row: OwnFile): OwnFileState {
    if (row.sent) return row.sent.status === 'DRAFT' ? 'SENT' : 'ISSUED';
    if (!row.chosen) return row.candidates.length > 0 ? 'CHOOSE' : 'NONE';
    if (rows.value.filter(({ chosen }) => chosen === row.chosen).length > 1) return 'TWICE';
    return row.refusal ? 'REFUSED' : 'READY';
  }
  const ready = computed(() => rows.value.filter((row) => ['READY', 'REFUSED'].includes(stateOf(row))));
  const sent = computed(() => rows.value.filter((row) => row.sent));

  async function add(files: readonly File[]): Promise<void> {
    const fresh = files.filter((file) => !rows.value.some((row) => row.file.name === file.name));
    for (let from = 0; from < fresh.length; from += NAMES_AT_ONCE) {
      const chunk = fresh.slice(from, from + NAMES_AT_ONCE);
      const { items } = await answer(ownFileMatch({ body: { names: chunk.map(({ name }) => name) } }));
      chunk.forEach((file, index) => {
        const candidates = items[index]?.candidates ?? [];
        const chosen = candidates.length === 1 ? candidates[0]!.id : '';
        rows.value.push({ file, candidates, chosen, refusal: '', sent: null });
      });
    }
  }

  async function send(): Promise<void> {
    const open = ready.value;
    Object.assign(progress, { done: 0, total: open.length });
    for (const row of open) {
      row.refusal = '';
      await uploadFile<CertificateDto>(`/certificates/${row.chosen}/file`, row.file, { method: 'PUT' })
        .then((certificate) => (row.sent = certificate))
        .catch((error: unknown) => (row.refusal = asProblem(error).detail));
      progress.done += 1;
    }
    progress.total = 0;
  }

  /** Answers how many were issued; why one was not is at its file. */
  async function issue(): Promise<number> {
    const open = sent.value.filter(({ sent: certificate }) => certificate!.status === 'DRAFT');
    if (open.length === 0) return 0;
    const items = open.map(({ sent: certificate }) => ({
      id: certificate!.id,
      version: certificate!.version,
    }));
    const { results } = await answer(
      certificateIssueMany({ headers: { 'Idempotency-Key': newKey() }, body: { items } }),
    );
    results.forEach(({ ok, code, details }, index) => {
      const row = open[index]!;
      if (ok) row.sent = { ...row.sent!, status: 'ISSUED' };
      else row.refusal = errorText(code as ErrorCode, currentLanguage(), details as never);
    });
    return results.filter(({ ok }) => ok).length;
  }

  return { rows, busy, progress, ready, sent, stateOf, add, send, issue };
}

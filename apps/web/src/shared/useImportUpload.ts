import type { ImportDto } from '@quanheng/api-client';
import { useQueryCache } from '@pinia/colada';
import { DEFAULT_SETTINGS } from '@quanheng/domain';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { asProblem, isAbort } from '../app/problem';
import { uploadFile } from './uploadFile';

export const IMPORT_ENDINGS = ['xlsx', 'xls', 'csv'] as const;

/** Sends a workbook and goes on to the page of its import: nothing else is asked. */
export function useImportUpload() {
  const { t } = useI18n();
  const router = useRouter();
  const cache = useQueryCache();
  const sending = ref<{ name: string; share: number }>();
  const refusal = ref<string>();

  function refusalOf(file: File): string | undefined {
    const ending = file.name.split('.').pop()?.toLowerCase() ?? '';
    if (!IMPORT_ENDINGS.some((each) => each === ending)) return t('imports.wrongType');
    if (file.size === 0) return t('app.file.empty', { name: file.name });
    return file.size > DEFAULT_SETTINGS.importMaxBytes ? t('imports.tooLarge') : undefined;
  }

  async function send(file: File | undefined): Promise<void> {
    if (!file || sending.value) return;
    refusal.value = refusalOf(file);
    if (refusal.value) return;
    sending.value = { name: file.name, share: 0 };
    try {
      const batch = await uploadFile<ImportDto>('/imports', file, {
        onProgress: (share) => (sending.value = { name: file.name, share }),
      });
      await cache.invalidateQueries({ key: ['imports'] });
      await router.push(`/e/imports/${batch.id}`);
    } catch (error) {
      if (!isAbort(error)) refusal.value = asProblem(error).detail;
    } finally {
      sending.value = undefined;
    }
  }

  /** A table copied from a spreadsheet program comes as lines with tabs, which a csv may be made of. */
  function sendPasted(text: string): void {
    if (!text.includes('\t') || !text.includes('\n')) return;
    void send(new File(['\uFEFF', text], t('imports.pasted'), { type: 'text/csv' }));
  }

  return { sending, refusal, send, sendPasted };
}

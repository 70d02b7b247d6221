import type { EditedDto, FixedDto, ImportCountsDto, ImportRowDto } from '@quanheng/api-client';
import type { InstrumentFieldKey } from '@quanheng/domain';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { api } from '../../app/api';
import { formatCount } from '../../shared/format';
import { useAnnounce } from '../../shared/useAnnounce';
import { useNotify } from '../../shared/useNotify';
import type { CellChange } from './gridBlock';
import type { ImportRows } from './useImportRows';

const IDENTITY: readonly InstrumentFieldKey[] = ['name', 'model', 'serialNumber', 'ownNumber'];

interface Editing {
  importId: () => string;
  list: ImportRows;
  count: (counts: ImportCountsDto) => void;
  hasDuplicates: () => boolean;
  isErrorTab: () => boolean;
}

/** Everything that a clerk does to the rows of an import; each step is saved at once and can be undone. */
export function useImportEditing({ importId, list, count, hasDuplicates, isErrorTab }: Editing) {
  const { t } = useI18n();
  const notify = useNotify();
  const { announce } = useAnnounce();
  const saving = ref(false);
  const savedAt = ref<string>();

  /** What is on the screen must be what is changed: rows that somebody else has touched meanwhile refuse the step. */
  async function change(changes: CellChange[]) {
    const touched = new Set(changes.map(({ row }) => row));
    const known = list.rows.value.filter(({ rowNumber }) => touched.has(rowNumber));
    const versions = known.map(({ rowNumber: row, version }) => ({ row, version }));
    await step(() => api.post<EditedDto>(`/imports/${importId()}/cells`, { changes, versions }), changes);
  }

  async function step(send: () => Promise<EditedDto>, changes: CellChange[] = []) {
    saving.value = true;
    try {
      const { counts: next, rows, changed } = await send();
      const hadDuplicates = hasDuplicates() || next.duplicates > 0;
      list.replace(...rows);
      count(next);
      savedAt.value = new Date().toISOString();
      const [row] = rows;
      if (rows.length === 1 && row?.level === 'OK')
        announce(t('imports.review.saved', { row: row.rowNumber }));
      // A twin in the file may have become free, or a duplicate.
      const isIdentity = changes.length === 0 || changes.some(({ field }) => IDENTITY.includes(field));
      if ((isIdentity && hadDuplicates && !isErrorTab()) || changed > rows.length) await list.reload();
    } catch (error) {
      notify.problem(error);
      await list.reload();
    } finally {
      saving.value = false;
    }
  }

  const undo = () => step(() => api.post<EditedDto>(`/imports/${importId()}/edits/undo`));
  const redo = () => step(() => api.post<EditedDto>(`/imports/${importId()}/edits/redo`));

  /** Answers the new figures; undefined where it was refused. */
  async function replaceAll(input: object): Promise<ImportCountsDto | undefined> {
    saving.value = true;
    try {
      const { changed, counts: next } = await api.post<FixedDto>(
        `/imports/${importId()}/replacements`,
        input,
      );
      notify.success(t('imports.groups.applied', { count: formatCount(changed) }));
      return next;
    } catch (error) {
      notify.problem(error);
    } finally {
      saving.value = false;
    }
  }

  async function remove(row: ImportRowDto) {
    const path = `/imports/${importId()}/rows/${row.rowNumber}`;
    await leaveOut(row, () => api.delete<{ counts: ImportCountsDto }>(path), 'imports.review.removed');
  }

  async function restore(row: ImportRowDto) {
    const path = `/imports/${importId()}/rows/${row.rowNumber}/restore`;
    await leaveOut(row, () => api.post<{ counts: ImportCountsDto }>(path), 'imports.review.restored');
  }

  async function leaveOut(
    { rowNumber: row }: ImportRowDto,
    send: () => Promise<{ counts: ImportCountsDto }>,
    said: 'imports.review.removed' | 'imports.review.restored',
  ) {
    try {
      const { counts: next } = await send();
      list.remove(row);
      count(next);
      notify.success(t(said, { row }));
    } catch (error) {
      notify.problem(error);
    }
  }

  return { saving, savedAt, change, undo, redo, replaceAll, remove, restore };
}

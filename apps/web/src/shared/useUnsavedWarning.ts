import { onBeforeUnmount } from 'vue';
import { useI18n } from 'vue-i18n';
import { onBeforeRouteLeave } from 'vue-router';
import { useConfirm } from './useConfirm';

/** Asks before typed content is left behind, within the app and when the tab is closed. */
export function useUnsavedWarning(isDirty: () => boolean): void {
  const { t } = useI18n();
  const confirm = useConfirm();

  onBeforeRouteLeave(async () => {
    if (!isDirty()) return true;
    return Boolean(
      await confirm({
        title: t('app.form.leave'),
        message: t('app.form.unsaved'),
        verb: t('app.form.leave'),
        cancel: t('app.form.stay'),
        danger: true,
      }),
    );
  });

  const onUnload = (event: BeforeUnloadEvent) => isDirty() && event.preventDefault();
  window.addEventListener('beforeunload', onUnload);
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onUnload));
}

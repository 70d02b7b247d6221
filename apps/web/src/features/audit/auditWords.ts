import { useI18n } from 'vue-i18n';

/** What happened, in words: the object and the step of `filing-item.approve`; a word that isn't known stays as it is. */
export function useAuditWords() {
  const { t, te } = useI18n();
  const word = (group: string, key: string) =>
    te(`audit.${group}.${key}`) ? t(`audit.${group}.${key}`) : key;

  return {
    object: (type: string) => word('object', type),
    action(action: string): string {
      const [object = '', ...steps] = action.split('.');
      return `${word('object', object)} · ${word('step', steps.join('.'))}`;
    },
    field: (key: string) => word('field', key),
  };
}

import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { LANGUAGES, setLanguage, type Language } from './i18n';

const KEY = 'quanheng.preferences';

interface Stored {
  language?: Language;
  menuCollapsed?: boolean;
  pageSize?: number;
}

function stored(): Stored {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Stored;
  } catch {
    return {};
  }
}

/** What this person likes in this browser. */
export const usePreferences = defineStore('preferences', () => {
  const saved = stored();
  const language = ref<Language>(LANGUAGES.includes(saved.language!) ? saved.language! : 'zh-CN');
  const menuCollapsed = ref(saved.menuCollapsed ?? false);
  const pageSize = ref(saved.pageSize ?? 50);

  watch([language, menuCollapsed, pageSize], () => {
    const now: Stored = {
      language: language.value,
      menuCollapsed: menuCollapsed.value,
      pageSize: pageSize.value,
    };
    localStorage.setItem(KEY, JSON.stringify(now));
  });
  watch(language, (chosen) => setLanguage(chosen));

  return { language, menuCollapsed, pageSize };
});

import type { Language as ElementLanguage } from 'element-plus/es/locale';
import { shallowRef } from 'vue';
import { createI18n } from 'vue-i18n';
import { start as zhStart } from '../locales/zh-CN/start';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Chinese is the source and the fallback. Messages are interpreted, never compiled to code: the CSP forbids eval. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as string,
  fallbackLocale: 'zh-CN',
});
i18n.global.setLocaleMessage('zh-CN', zhStart);

/** The words of Element Plus's own components. */
export const elementLanguage = shallowRef<ElementLanguage>();

const loaders = {
  'zh-CN': {
    start: async () => zhStart,
    rest: async () => (await import('../locales/zh-CN/index')).messages,
    element: async () => (await import('element-plus/es/locale/lang/zh-cn')).default,
  },
  en: {
    start: async () => (await import('../locales/en/start')).start,
    rest: async () => (await import('../locales/en/index')).messages,
    element: async () => (await import('element-plus/es/locale/lang/en')).default,
  },
} satisfies Record<Language, unknown>;

const loaded = new Set<string>();

export const currentLanguage = (): Language => i18n.global.locale.value as Language;

async function load(language: Language, part: 'start' | 'rest'): Promise<void> {
  if (loaded.has(`${language}/${part}`)) return;
  i18n.global.mergeLocaleMessage(language, await loaders[language][part]());
  loaded.add(`${language}/${part}`);
}

/** Everything beyond the log-in page's words, in the language in use. */
export async function loadAllMessages(language: Language = currentLanguage()): Promise<void> {
  const [, , element] = await Promise.all([
    load(language, 'start'),
    load(language, 'rest'),
    loaders[language].element(),
  ]);
  elementLanguage.value = element;
}

export async function setLanguage(language: Language): Promise<void> {
  const beyondStart = loaded.has(`${currentLanguage()}/rest`);
  await (beyondStart ? loadAllMessages(language) : load(language, 'start'));
  i18n.global.locale.value = language;
  document.documentElement.lang = language;
}

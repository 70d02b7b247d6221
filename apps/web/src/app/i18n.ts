import type { App } from 'vue';
import { createI18n } from 'vue-i18n';
import { start as zhStart } from '../locales/zh-CN/start';
import { toFunctions } from './messageFunctions';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Chinese is the source and the fallback. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as string,
  fallbackLocale: 'zh-CN',
});
i18n.global.setLocaleMessage('zh-CN', toFunctions(zhStart));

const loaders = {
  'zh-CN': {
    start: async () => zhStart,
    rest: async () => (await import('../locales/zh-CN/index')).messages,
  },
  en: {
    start: async () => (await import('../locales/en/start')).start,
    rest: async () => (await import('../locales/en/index')).messages,
  },
} satisfies Record<Language, unknown>;

const loaded = new Set<string>();
let vueApp: App | undefined;

export function installI18n(app: App): void {
  vueApp = app.use(i18n);
}

export const currentLanguage = (): Language => i18n.global.locale.value as Language;

async function load(language: Language, part: 'start' | 'rest'): Promise<void> {
  if (loaded.has(`${language}/${part}`)) return;
  i18n.global.mergeLocaleMessage(language, toFunctions(await loaders[language][part]()));
  loaded.add(`${language}/${part}`);
}

/** Everything beyond the log-in page's words, in the language in use, Element Plus's own included. */
export async function loadAllMessages(language: Language = currentLanguage()): Promise<void> {
  const elementPlus = import('./elementPlus');
  await Promise.all([load(language, 'start'), load(language, 'rest')]);
  if (vueApp) await (await elementPlus).setElementPlusLanguage(vueApp, language);
}

export async function setLanguage(language: Language): Promise<void> {
  const beyondStart = loaded.has(`${currentLanguage()}/rest`);
  await (beyondStart ? loadAllMessages(language) : load(language, 'start'));
  i18n.global.locale.value = language;
  document.documentElement.lang = language;
}

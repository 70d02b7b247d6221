import { provideGlobalConfig } from 'element-plus/es/components/config-provider/src/hooks/use-global-config';
import type { Language as Words } from 'element-plus/es/locale';
import { computed, shallowRef, type App } from 'vue';
import type { Language } from './i18n';

const words = shallowRef<Words>();
let provided = false;

const load = {
  'zh-CN': async () => (await import('element-plus/es/locale/lang/zh-cn')).default,
  en: async () => (await import('element-plus/es/locale/lang/en')).default,
} satisfies Record<Language, unknown>;

/** Element Plus in our language; loaded with the first page that uses it, which the log-in page doesn't. */
export async function setElementPlusLanguage(app: App, language: Language): Promise<void> {
  words.value = await load[language]();
  if (provided) return;
  provideGlobalConfig(
    computed(() => ({ locale: words.value, button: { autoInsertSpace: false } })),
    app,
    true,
  );
  provided = true;
}

import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { ensureChineseFont } from './chineseFont';
import { installI18n, setLanguage } from './i18n';
import { usePreferences } from './preferences';
import { router } from './router';
import './styles/theme.css';
import './styles/base.css';

// After an update the server no longer has the chunks that this page knows of: one reload brings the new ones.
window.addEventListener('vite:preloadError', (event) => {
  const last = Number(sessionStorage.getItem('quanheng.reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  event.preventDefault();
  sessionStorage.setItem('quanheng.reloaded', String(Date.now()));
  location.reload();
});

const app = createApp(App);
app.use(createPinia());
app.use(PiniaColada, { queryOptions: { staleTime: 5_000, gcTime: 300_000 } });
installI18n(app);
await setLanguage(usePreferences().language);
app.use(router);
await router.isReady();
app.mount('#app');
void ensureChineseFont();

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip as gzipWithCallback } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import Components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { startIcons } from './startIcons';

const gzip = promisify(gzipWithCallback);

/** Every supported browser reads woff2: leaving the woff copies out halves the fonts in dist. */
function woff2Only(): Plugin {
  return {
    name: 'woff2-only',
    enforce: 'pre',
    transform: {
      filter: { id: /@fontsource\/.*\.css$/ },
      handler: (css) => css.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ''),
    },
  };
}

/** A gzipped copy beside each text file, so that no process compresses while it serves. */
function gzipped(): Plugin {
  return {
    name: 'gzipped',
    apply: 'build',
    async writeBundle({ dir = 'dist' }, bundle) {
      const texts = Object.keys(bundle).filter((name) => /\.(js|css|html|svg)$/.test(name));
      await Promise.all(
        texts.map(async (name) => {
          const path = join(dir, name);
          await writeFile(`${path}.gz`, await gzip(await readFile(path), { level: 9 }));
        }),
      );
    },
  };
}

export default defineConfig({
  plugins: [
    vue(),
    // Own components are imported by hand, so that a search finds every use; only El* come by name.
    Components({
      dirs: [],
      resolvers: [ElementPlusResolver({ importStyle: 'css' })],
      dts: 'components.d.ts',
    }),
    startIcons(['Hide', 'InfoFilled', 'Service', 'View', 'WarningFilled']),
    woff2Only(),
    gzipped(),
  ],
  // Workspace libraries are taken from their sources: no build order between them and the SPA.
  resolve: { conditions: ['@quanheng/source', ...defaultClientConditions] },
  define: {
    __VUE_OPTIONS_API__: true, // Element Plus
    __VUE_PROD_DEVTOOLS__: false,
    // No i18n components or directives: words are taken by t() alone.
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: true, // app/messageFunctions.ts stands in
  },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 900, assetsInlineLimit: 0 },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': process.env['API_URL'] ?? 'http://127.0.0.1:3000' },
  },
});

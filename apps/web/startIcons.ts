import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const PACKAGE = '@element-plus/icons-vue';
const IMPORT = /import\s*\{([^}]*)\}\s*from\s*(['"])@element-plus\/icons-vue\2;?/;
const PREFIX = '\0icon:';

/**
 * The icons of the log-in page as modules of their own: the package is one module, and so one chunk with all icons of all
 * pages, which the first visit would have to wait for (`performance.md`, P6).
 */
export function startIcons(names: readonly string[]): Plugin {
  const file = createRequire(import.meta.url)
    .resolve(PACKAGE)
    .replace(/index\.cjs$/, 'index.js');
  return {
    name: 'start-icons',
    apply: 'build',
    transform: {
      filter: { code: IMPORT },
      handler: (code) => code.replace(IMPORT, (_, list: string) => importsOf(list, names)),
    },
    resolveId: (id) => (id.startsWith('icon:') ? `\0${id}` : null),
    load: async (id) =>
      id.startsWith(PREFIX) ? cutOut(await readFile(file, 'utf8'), id.slice(PREFIX.length)) : null,
  };
}

function importsOf(list: string, names: readonly string[]): string {
  const wanted = list.split(',').map((name) => name.trim());
  const own = wanted.filter((name) => names.includes(name));
  const others = wanted.filter((name) => name !== '' && !names.includes(name));
  const rest = others.length > 0 ? [`import { ${others.join(', ')} } from '${PACKAGE}';`] : [];
  return [...own.map((name) => `import ${name} from 'icon:${name}';`), ...rest].join(' ');
}

/** What the package's file says between the names of two components. */
function cutOut(code: string, name: string): string {
  const kebab = name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const [, section] = code.split(`// src/components/${kebab}.vue\n`);
  if (section === undefined) throw new Error(`${PACKAGE} has no ${name} where it was looked for.`);
  return `${section.split('// src/components/')[0] ?? ''}\nexport default ${kebab.replaceAll('-', '_')}_default;`;
}

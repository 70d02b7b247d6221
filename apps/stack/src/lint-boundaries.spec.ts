import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { jest } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const BOUNDARIES = '@nx/enforce-module-boundaries';

interface Snippet {
  file: string;
  code?: string;
}

/** From which file what is imported, and the rule that must object. */
const REFUSED: [from: string, what: string, rule: string][] = [
  ['libs/domain/src/x.ts', '@quanheng/database', BOUNDARIES],
  ['libs/domain/src/x.ts', '@quanheng/api-client', BOUNDARIES],
  ['libs/domain/src/x.ts', 'dayjs', BOUNDARIES],
  ['libs/domain/src/x.ts', 'node:fs', 'no-restricted-imports'],
  ['libs/domain/src/x.ts', '../../database/src/index.js', BOUNDARIES],
  ['libs/api-client/src/x.ts', '@quanheng/queues', BOUNDARIES],
  ['libs/queues/src/x.ts', '@quanheng/database', BOUNDARIES],
  ['libs/database/src/x.ts', '@quanheng/queues', BOUNDARIES],
  ['libs/documents/src/x.ts', '@quanheng/operations', BOUNDARIES],
  ['libs/operations/src/x.ts', '@quanheng/api-client', BOUNDARIES],
  ['libs/operations/src/x.ts', '@quanheng/api', BOUNDARIES],
  ['apps/api/src/x.ts', '@quanheng/worker', BOUNDARIES],
  ['apps/api/src/x.ts', '@quanheng/api-client', BOUNDARIES],
  ['apps/worker/src/x.ts', '../../api/src/config.js', BOUNDARIES],
  ['apps/stack/src/x.ts', '@quanheng/api', BOUNDARIES],
  ['apps/web/src/x.ts', '@quanheng/database', BOUNDARIES],
  ['apps/web/src/x.vue', '@quanheng/operations', BOUNDARIES],
  ['apps/web/src/x.ts', '@quanheng/api', BOUNDARIES],
  ['apps/web/src/x.ts', '@nestjs/common', BOUNDARIES],
  ['apps/web/src/x.vue', 'typeorm', BOUNDARIES],
  ['apps/web/src/x.ts', 'bullmq', BOUNDARIES],
  ['apps/e2e/src/x.ts', '@quanheng/database', BOUNDARIES],
  ['apps/e2e/src/x.ts', '@quanheng/web', BOUNDARIES],
];

const ALLOWED: [from: string, what: string][] = [
  ['libs/domain/src/x.spec.ts', '@jest/globals'],
  ['libs/api-client/src/x.ts', '@quanheng/domain'],
  ['libs/database/src/x.ts', '@quanheng/domain'],
  ['libs/database/src/x.ts', 'typeorm'],
  ['libs/operations/src/x.ts', '@quanheng/database'],
  ['apps/api/src/x.ts', '@quanheng/operations'],
  ['apps/api/src/x.ts', '@nestjs/common'],
  ['apps/worker/src/x.ts', '@quanheng/documents'],
  ['apps/web/src/x.vue', '@quanheng/api-client'],
  ['apps/web/src/x.ts', '@quanheng/domain'],
  ['apps/web/src/x.ts', 'vue'],
  ['apps/e2e/src/x.ts', '@quanheng/api-client'],
  ['apps/e2e/src/x.ts', '@quanheng/domain'],
];

const CYCLES = ['first.ts', 'second.ts', 'Screen.vue', 'screen-title.ts'].map(
  (name) => `apps/stack/fixtures/cycle/${name}`,
);
const ANY = { file: 'libs/domain/src/x.ts', code: 'export const leak: any = 1;\n' };

jest.setTimeout(120_000);

/** Real: the lint configuration, Nx's project graph. A rule that is silently off fails here. */
describe('lint', () => {
  const found = new Map<string, string[]>();

  beforeAll(() => {
    // The boundary rule reads the cached project graph, and keeps silent without one.
    run(['node_modules/nx/dist/bin/nx.js', 'show', 'projects']);
    const snippets: Snippet[] = [
      ...[...REFUSED, ...ALLOWED].map(([file, what]) => importing(file, what)),
      ...CYCLES.map((file) => ({ file })),
      ANY,
    ];
    const answers = JSON.parse(
      run(['apps/stack/fixtures/lint-snippets.mjs'], JSON.stringify(snippets)),
    ) as string[][];
    snippets.forEach((snippet, index) => found.set(keyOf(snippet), answers[index] ?? []));
  });

  it.each(REFUSED)('%s must not import %s', (file, what, rule) => {
    expect(found.get(keyOf(importing(file, what)))).toContainEqual(expect.stringContaining(`${rule}: `));
  });

  it.each(ALLOWED)('%s may import %s', (file, what) => {
    expect(found.get(keyOf(importing(file, what)))).toEqual([]);
  });

  it.each(CYCLES)('%s is found to be in a cycle', (file) => {
    expect(found.get(keyOf({ file }))).toContainEqual(expect.stringContaining('import-x/no-cycle: '));
  });

  it('refuses any', () => {
    expect(found.get(keyOf(ANY))).toContainEqual(
      expect.stringContaining('@typescript-eslint/no-explicit-any: '),
    );
  });
});

function importing(file: string, what: string): Snippet {
  const code = `import * as it from '${what}';\n\nexport const used = Object.keys(it);\n`;
  return { file, code: file.endsWith('.vue') ? `<script lang="ts">\n${code}</script>\n` : code };
}

function keyOf({ file, code }: Snippet): string {
  return `${file} ${code ?? ''}`;
}

function run(args: string[], input = ''): string {
  return execFileSync(process.execPath, args, {
    cwd: ROOT,
    input,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

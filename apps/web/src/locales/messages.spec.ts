import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messages as en } from './en/index';
import { start as enStart } from './en/start';
import { messages as zh } from './zh-CN/index';
import { start as zhStart } from './zh-CN/start';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), '..');

function flatten(tree: object, path = ''): Map<string, string> {
  const found = Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as const]
      : [...flatten(value as object, `${path}${key}.`)],
  );
  return new Map(found);
}

const chinese = flatten({ ...zhStart, ...zh });
const english = flatten({ ...enStart, ...en });

/** Keys written out as `t('…')`, `title: '…'` of a route; those put together at run time can't be read off. */
function* keysInUse(): Generator<[string, string]> {
  for (const file of readdirSync(SOURCES, { recursive: true }) as string[]) {
    if (!/\.(vue|ts)$/.test(file) || file.startsWith('locales') || file.endsWith('.spec.ts')) continue;
    const text = readFileSync(join(SOURCES, file), 'utf8');
    for (const [, key] of text.matchAll(/\bt\(\s*'([\w-]+(?:\.[\w-]+)+)'/g)) yield [file, key!];
    for (const [, key] of text.matchAll(/\btitle: '([\w-]+(?:\.[\w-]+)+)'/g)) yield [file, key!];
  }
}

describe('messages', () => {
  it('exist for every key that a screen asks for', () => {
    expect([...keysInUse()].filter(([, key]) => !chinese.has(key))).toEqual([]);
  });

  it('have the same placeholders in both languages', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const differing = [...chinese].filter(
      ([key, text]) => String(names(text)) !== String(names(english.get(key) ?? '')),
    );
    expect(differing).toEqual([]);
  });

  it('are English in English', () => {
    const han = [...english].filter(
      ([key, text]) => /\p{Script=Han}/u.test(text) && key !== 'app.language.zh-CN',
    );
    expect(han).toEqual([]);
  });
});

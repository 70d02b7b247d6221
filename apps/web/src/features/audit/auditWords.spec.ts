import { describe, expect, it } from '@jest/globals';
import * as domain from '@quanheng/domain';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { audit as en } from '../../locales/en/audit';
import { audit as zh } from '../../locales/zh-CN/audit';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../../..');
const SOURCES = ['apps/api/src', 'apps/worker/src', 'apps/stack/src', 'libs/operations/src'];

/** What writes audit events, as text: from it the objects and steps are read off that a person may meet in the log. */
const written = SOURCES.flatMap((folder) =>
  (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).map((file) => join(ROOT, folder, file)),
)
  .filter((file) => /\.ts$/.test(file) && !/\.spec\.ts$|\/testing\//.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .filter((text) => /\baudit\w*\(|objectType/.test(text));

const all = (pattern: RegExp) =>
  written.flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => found!));
const literals = (source: string) => [...source.matchAll(/'([a-z][\w-]*)'/g)].map(([, found]) => found!);

/** `action: 'filing.submit'`, and `filing-item.${decision}`. */
const objects = new Set([
  ...all(/action: ['`]([a-z-]+)\./g),
  ...all(/(?:['`])([a-z-]+)\.\$\{(?:action|step|event|decision)\}/g),
]);

const moves = Object.values<unknown>(domain).flatMap((each) =>
  typeof each === 'object' && each !== null && 'moves' in each
    ? Object.values(each.moves as Record<string, object>)
    : [],
);

/** An event by its whole name; that which is put together has its step from a call, a type or a workflow. */
const steps = new Set([
  ...[...objects].flatMap((object) =>
    all(new RegExp(`(?<=audit\\w*\\(|action: )[^\\n]*'${object}\\.([a-z-]+)'`, 'g')),
  ),
  ...all(/`\$\{objectType\}\.([a-z-]+)`/g),
  ...all(/\b(?:audit\w*|eventOf|this\.(?:change|decide|move))\([^'{\n]*'([a-z][\w-]*)'/g),
  ...all(/\b(?:action|step|event|decision): ((?:\| )?'[\w-]+'(?: \| '[\w-]+')*)/g).flatMap(literals),
  ...all(/\btype \w*(?:Event|Action|Decision) =\s*([^;]+);/g).flatMap(literals),
  ...moves.flatMap((each) => Object.keys(each)),
]);

const missing = (words: object, asked: Iterable<string>) =>
  [...asked].filter((word) => !(word in words)).sort();

describe('the words of the audit log', () => {
  it('are read off what the programs write', () => {
    expect([...objects]).toEqual(
      expect.arrayContaining(['regulation', 'verification-rule', 'task', 'filing-item']),
    );
    expect([...steps]).toEqual(
      expect.arrayContaining(['claim', 'release', 'sign-in', 'resend', 'hand-over', 'map']),
    );
  });

  it.each([
    ['Chinese', zh],
    ['English', en],
  ])('name every object and step in %s', (_, words) => {
    expect(missing(words.object, objects)).toEqual([]);
    expect(missing(words.step, steps)).toEqual([]);
  });
});

import { bigrams, normalizeText } from '../platform/search-text.js';
import { isFileable, type CatalogueItem } from './catalogue.js';
import { KIND_SYNONYMS } from './kind-synonyms.js';

export interface KindSuggestion<T> {
  readonly item: T;
  /** 0 to 1; 1 is the same name or a known other name. */
  readonly score: number;
}

type NamedItem = Pick<CatalogueItem, 'category' | 'kind' | 'compulsory' | 'endedOn'>;

export const MAX_SUGGESTIONS = 3;
const MIN_SCORE = 0.3;
const CONTAINED_SCORE = 0.9;
/** A category names several kinds, so a likeness to it says a little less. */
const CATEGORY_WEIGHT = 0.95;

/**
 * The up to three kinds that an instrument's name most likely means, best first; only those that can be filed. A name
 * is compared by character pairs with kind and category, and looked up among the names that people use for them.
 */
export function suggestKinds<T extends NamedItem>(name: string, items: readonly T[]): KindSuggestion<T>[] {
  const text = shapeOf(normalizeText(name));
  const meant = kindsMeantBy(text.text);
  return fileableOf(items)
    .map(({ item, kind, category }) => ({ item, score: scoreOf(text, kind, category, meant) }))
    .filter(({ score }) => score >= MIN_SCORE)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SUGGESTIONS);
}

interface Shape {
  readonly text: string;
  readonly pairs: ReadonlySet<string>;
}

interface Fileable<T> {
  readonly item: T;
  readonly kind: Shape;
  readonly category: Shape;
}

const fileable = new WeakMap<readonly NamedItem[], readonly Fileable<NamedItem>[]>();

/** What names are compared with, worked out once: a file may have 100,000 different names. */
function fileableOf<T extends NamedItem>(items: readonly T[]): readonly Fileable<T>[] {
  const known = fileable.get(items) as readonly Fileable<T>[] | undefined;
  if (known) return known;
  const found = items.filter(isFileable).map((item) => ({
    item,
    kind: shapeOf(plainName(item.kind)),
    category: shapeOf(plainName(item.category)),
  }));
  fileable.set(items, found);
  return found;
}

const shapeOf = (text: string): Shape => ({ text, pairs: new Set(bigrams(text)) });

function scoreOf(text: Shape, kind: Shape, category: Shape, meant: ReadonlySet<string>): number {
  if (meant.has(kind.text)) return 1;
  return Math.max(similarity(text, kind), CATEGORY_WEIGHT * similarity(text, category));
}

/** Without what stands in brackets: sizes and examples would only blur the likeness. */
function plainName(name: string): string {
  return normalizeText(name).replace(/\([^)]*\)/gu, '');
}

/** Dice's coefficient of the character pairs; more when one name holds the other. */
function similarity(a: Shape, b: Shape): number {
  if (a.text === b.text) return a.text === '' ? 0 : 1;
  if (a.pairs.size === 0 || b.pairs.size === 0) return 0;
  if (a.text.includes(b.text) || b.text.includes(a.text)) return CONTAINED_SCORE;
  let shared = 0;
  for (const pair of a.pairs) if (b.pairs.has(pair)) shared += 1;
  return (2 * shared) / (a.pairs.size + b.pairs.size);
}

const TERMS = KIND_SYNONYMS.flatMap(([kind, terms]) => terms.split(' ').map((term) => ({ kind, term })));

function kindsMeantBy(text: string): Set<string> {
  const hits = TERMS.filter(({ term }) => text.includes(term));
  const longest = hits.filter(
    ({ term }) => !hits.some((hit) => hit.term !== term && hit.term.includes(term)),
  );
  return new Set(longest.flatMap(({ kind }) => (kind === null ? [] : [plainName(kind)])));
}

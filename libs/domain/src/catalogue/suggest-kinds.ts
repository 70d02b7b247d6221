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
  const text = normalizeText(name);
  const meant = kindsMeantBy(text);
  return items
    .filter(isFileable)
    .map((item) => ({ item, score: scoreOf(text, item, meant) }))
    .filter(({ score }) => score >= MIN_SCORE)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SUGGESTIONS);
}

function scoreOf(text: string, item: NamedItem, meant: ReadonlySet<string>): number {
  if (meant.has(plainName(item.kind))) return 1;
  return Math.max(
    similarity(text, plainName(item.kind)),
    CATEGORY_WEIGHT * similarity(text, plainName(item.category)),
  );
}

/** Without what stands in brackets: sizes and examples would only blur the likeness. */
function plainName(name: string): string {
  return normalizeText(name).replace(/\([^)]*\)/gu, '');
}

/** Dice's coefficient of the character pairs; more when one name holds the other. */
function similarity(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const [pairsA, pairsB] = [bigrams(a), bigrams(b)];
  if (pairsA.length === 0 || pairsB.length === 0) return 0;
  if (a.includes(b) || b.includes(a)) return CONTAINED_SCORE;
  const shared = pairsA.filter((pair) => pairsB.includes(pair)).length;
  return (2 * shared) / (pairsA.length + pairsB.length);
}

function kindsMeantBy(text: string): Set<string> {
  const hits = KIND_SYNONYMS.flatMap(([kind, terms]) =>
    terms.split(' ').flatMap((term) => (text.includes(term) ? [{ kind, term }] : [])),
  );
  const longest = hits.filter(
    ({ term }) => !hits.some((hit) => hit.term !== term && hit.term.includes(term)),
  );
  return new Set(longest.flatMap(({ kind }) => (kind === null ? [] : [plainName(kind)])));
}

import { normalizeText } from '../platform/search-text.js';
import { isFileable, type CatalogueItem } from './catalogue.js';
import { suggestKinds } from './suggest-kinds.js';

/** The kinds in force that an ended one most likely became, best first: of the same name, else of a like one. */
export function successorKinds<T extends CatalogueItem>(
  ended: Pick<CatalogueItem, 'kind'>,
  kinds: readonly T[],
): T[] {
  const name = normalizeText(ended.kind);
  const same = kinds.filter((kind) => isFileable(kind) && normalizeText(kind.kind) === name);
  const like = suggestKinds(ended.kind, kinds).map(({ item }) => item);
  return [...new Set([...same, ...like])].slice(0, 3);
}

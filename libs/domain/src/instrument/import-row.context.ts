import { findKindByText, type CatalogueItem } from '../catalogue/catalogue.js';
import { suggestKinds } from '../catalogue/suggest-kinds.js';
import type { BusinessDate } from '../platform/dates.js';
import { checkRegionCode, type RegionCheck } from '../region/check-region-code.js';
import type { RegionTable } from '../region/region.js';

export type ImportKind = Pick<CatalogueItem, 'code' | 'category' | 'kind' | 'compulsory'>;

/** What the rows of one import are checked against. */
export interface ImportContext {
  readonly today: BusinessDate;
  region(text: string): RegionCheck;
  /** The kind of a code or of an exact name. */
  kind(text: string): ImportKind | null;
  /** The likeliest kind of an instrument of this name. */
  suggestedKind(name: string): ImportKind | null;
}

export interface ImportTables {
  readonly regions: RegionTable;
  /** The edition of the catalogue in force. */
  readonly catalogue: readonly ImportKind[];
  readonly today: BusinessDate;
}

const REMEMBERED = 5_000;
const SURE_ENOUGH = 0.6;

/** Look-ups that answer a text once asked from memory, since 100,000 rows ask for a handful of regions and kinds. */
export function buildImportContext({ regions, catalogue, today }: ImportTables): ImportContext {
  const byCode = new Map(catalogue.map((kind) => [kind.code, kind]));
  return {
    today,
    region: remember((text) => checkRegionCode(text, regions)),
    kind: remember((text) => byCode.get(text) ?? findKindByText(text, catalogue)),
    suggestedKind: remember((name) => {
      const [best] = suggestKinds(name, catalogue);
      return best && best.score >= SURE_ENOUGH ? best.item : null;
    }),
  };
}

/** Forgets everything once full, so that a file of a million different texts takes no memory. */
function remember<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.has(text)) return known.get(text) as T;
    if (known.size >= REMEMBERED) known.clear();
    const answered = answer(text);
    known.set(text, answered);
    return answered;
  };
}

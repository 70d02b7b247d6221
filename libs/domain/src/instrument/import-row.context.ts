import { findKindByText, type CatalogueItem } from '../catalogue/catalogue.js';
import { MAX_SUGGESTIONS, suggestKinds } from '../catalogue/suggest-kinds.js';
import { capabilityKey } from './capability-key.js';
import { VERIFICATION_MODES, type VerificationMode } from './instrument.codes.js';
import type { BusinessDate } from '../platform/dates.js';
import { remember } from '../platform/remember.js';
import { checkRegionCode, type RegionCheck } from '../region/check-region-code.js';
import { parentRegion, type Region, type RegionTable } from '../region/region.js';

export type ImportKind = Pick<CatalogueItem, 'code' | 'category' | 'kind' | 'compulsory' | 'endedOn'>;

/** What the rows of one import are checked against. */
export interface ImportContext {
  readonly today: BusinessDate;
  region(text: string): RegionCheck;
  /** The kind of a code or of an exact name. */
  kind(text: string): ImportKind | null;
  /** The likeliest kind of an instrument of this name. */
  suggestedKind(name: string): ImportKind | null;
  /** The kinds that an instrument of this name clearly may be, best first; none where it doesn't say. */
  likelyKinds(name: string): readonly ImportKind[];
  /** How institutions verify a kind; none where none does. */
  modes(categoryCode: string): readonly VerificationMode[];
}

export interface ImportTables {
  readonly regions: RegionTable;
  /** The edition of the catalogue in force. */
  readonly catalogue: readonly ImportKind[];
  readonly today: BusinessDate;
  /** What institutions verify, each as `capabilityKey` says it. */
  readonly capabilities?: ReadonlySet<string>;
}

const SURE_ENOUGH = 0.6;

/** Look-ups that answer a text once asked from memory, since 100,000 rows ask for a handful of regions and kinds. */
export function buildImportContext({
  regions,
  catalogue,
  today,
  capabilities = new Set(),
}: ImportTables): ImportContext {
  const codeOf = regionNames(regions);
  const suggested = remember((name: string) => {
    const found = suggestKinds(name, catalogue);
    return (found[0]?.score ?? 0) >= SURE_ENOUGH ? found : [];
  });
  const byCode = new Map(catalogue.map((kind) => [kind.code, kind]));
  return {
    today,
    region: remember((text) => {
      const check = checkRegionCode(codeOf.name(text), regions);
      if (check.outcome !== 'UNKNOWN' || check.suggestion) return check;
      return { outcome: 'UNKNOWN', suggestion: regions.get(codeOf.address(text) ?? '') ?? null };
    }),
    kind: remember((text) => byCode.get(text) ?? findKindByText(text, catalogue)),
    suggestedKind: (name) => suggested(name)[0]?.item ?? null,
    likelyKinds: (name) => {
      const found = suggested(name);
      // As likely as any other: a word such as 检测仪, which many kinds have.
      const isVague = found.length === MAX_SUGGESTIONS && found[0]?.score === found.at(-1)?.score;
      return isVague ? [] : found.map(({ item }) => item);
    },
    modes: remember((code) =>
      VERIFICATION_MODES.map(({ word }) => word).filter((mode) =>
        capabilities.has(capabilityKey(code, mode)),
      ),
    ),
  };
}

const TWELVE_DIGITS = /^(\d{6})0{3,6}$/;

interface RegionNames {
  /** The code of a region written with its province or city, without 区 or 县, or as twelve digits; else the text. */
  name(text: string): string;
  /** The code of the region that an address begins with. */
  address(text: string): string | undefined;
}

const LEAST_NAME = 3;

function regionNames(regions: RegionTable): RegionNames {
  let found: Map<string, string | null> | undefined;
  const names = () => (found ??= namesOfRegions(regions));
  const packed = (text: string) => text.replace(/[\s/\-—·,、]/gu, '');
  return {
    name(text) {
      const code = TWELVE_DIGITS.exec(text)?.[1];
      if (code !== undefined) return code;
      if (/\d/.test(text) || text === '') return text;
      return names().get(packed(text)) ?? text;
    },
    address(text) {
      const characters = packed(text).slice(0, MAX_ADDRESS);
      for (let length = characters.length; length >= LEAST_NAME; length--) {
        const code = names().get(characters.slice(0, length));
        if (code) return code;
      }
      return undefined;
    },
  };
}

/** No region with its city and province is longer. */
const MAX_ADDRESS = 40;

/** Every way to write a region; null where two bear the same. */
function namesOfRegions(regions: RegionTable): Map<string, string | null> {
  const names = new Map<string, string | null>();
  for (const region of regions.values()) {
    if (region.retired || region.generic) continue;
    for (const name of new Set(waysToWrite(region, regions))) {
      names.set(name, names.has(name) ? null : region.code);
    }
  }
  return names;
}

function waysToWrite({ code, name }: Region, regions: RegionTable): string[] {
  const city = regions.get(parentRegion(code) ?? '');
  const province = city && regions.get(parentRegion(city.code) ?? '');
  const above = [province, city]
    .filter((region) => region && !region.generic)
    .map((region) => region?.name ?? '');
  const tails = [name, ...(name.length > 2 ? [name.replace(/(?:区|县|市)$/u, '')] : [])];
  const short = (text: string) => text.replace(/(?:省|市|自治区)$/u, '');
  return tails.flatMap((tail) => [
    tail,
    ...above.flatMap((one) => [one + tail, short(one) + tail]),
    above.join('') + tail,
    above.map(short).join('') + tail,
  ]);
}

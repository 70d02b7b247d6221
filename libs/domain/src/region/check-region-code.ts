import { parentRegion, regionLevel, type Region, type RegionTable } from './region.js';

export type RegionCheck =
  | { readonly outcome: 'OK'; readonly region: Region }
  /** A warning: exists, but people mean one of `choices`, the districts beside it. */
  | { readonly outcome: 'GENERIC'; readonly region: Region; readonly choices: readonly Region[] }
  /** No longer in force; `suggestion` took its place. */
  | { readonly outcome: 'RETIRED'; readonly region: Region; readonly suggestion: Region | null }
  | { readonly outcome: 'UNKNOWN'; readonly suggestion: Region | null };

/** Judges a region code as it was typed or imported (`domain.md` §4); a blank around it or full width is no error. */
export function checkRegionCode(code: string, regions: RegionTable): RegionCheck {
  const text = code.normalize('NFKC').trim();
  const region = regions.get(text);
  if (!region) return { outcome: 'UNKNOWN', suggestion: nearestRegion(text, regions) };
  if (region.retired) {
    return { outcome: 'RETIRED', region, suggestion: regions.get(region.successor ?? '') ?? null };
  }
  return region.generic
    ? { outcome: 'GENERIC', region, choices: districtsBeside(text, regions) }
    : { outcome: 'OK', region };
}

/** The region of that exact name if there is one only, else the code that one slip of the finger away is likeliest. */
function nearestRegion(text: string, regions: RegionTable): Region | null {
  const usable = [...regions.values()].filter((region) => !region.retired && !region.generic);
  const named = usable.filter((region) => region.name === text);
  if (named.length > 0) return named.length === 1 ? (named[0] as Region) : null;
  const slips = usable.filter((region) => isOneSlipAway(text, region.code));
  return slips.sort((a, b) => compareSlips(text, a.code, b.code))[0] ?? null;
}

/** The longer the beginning that is right, the likelier; then the nearer number. */
function compareSlips(text: string, a: string, b: string): number {
  const distance = (code: string) => Math.abs(Number(code) - Number(text));
  return commonPrefix(text, b) - commonPrefix(text, a) || distance(a) - distance(b) || a.localeCompare(b);
}

/** One digit wrong, missing or too many, or two neighbours exchanged. */
function isOneSlipAway(text: string, code: string): boolean {
  if (!/^\d{5,7}$/.test(text)) return false;
  const start = commonPrefix(text, code);
  const [left, right] = [text.slice(start), code.slice(start)];
  const isSwap = left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
  return (
    (left.length === right.length && (isSwap || left.slice(1) === right.slice(1))) ||
    left.slice(1) === right ||
    left === right.slice(1)
  );
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function districtsBeside(code: string, regions: RegionTable): Region[] {
  const prefix = regionLevel(code) === 'COUNTY' ? code.slice(0, 4) : (parentRegion(code) ?? code).slice(0, 2);
  return [...regions.values()].filter(
    (r) => !r.retired && !r.generic && r.code.startsWith(prefix) && regionLevel(r.code) === 'COUNTY',
  );
}

/** One administrative division (GB/T 2260). */
export interface Region {
  /** Six digits. */
  readonly code: string;
  readonly name: string;
  /** Names no place of its own (441201 市辖区): accepted, with a warning, because people mean a district (§4). */
  readonly generic: boolean;
  /** No longer in force: accepted on read, refused on new filings (§4). */
  readonly retired: boolean;
  /** The code that took a retired one's place, where one alone did. */
  readonly successor: string | null;
}

export type RegionTable = ReadonlyMap<string, Region>;
export type RegionLevel = 'PROVINCE' | 'CITY' | 'COUNTY';

const CODE = /^[1-9]\d{5}$/;
const MUNICIPALITIES = ['11', '12', '31', '50'];

/** The level that the digits say, whether the code exists or not; null for what is no region code. */
export function regionLevel(code: string): RegionLevel | null {
  if (!CODE.test(code)) return null;
  if (code.endsWith('0000')) return 'PROVINCE';
  return code.endsWith('00') ? 'CITY' : 'COUNTY';
}

/**
 * The next real division above: county → city → province → null. The rows between a municipality or a province and the
 * counties directly under it (110100 市辖区, 469000 省直辖县级行政区划) are no authority and are passed over.
 */
export function parentRegion(code: string): string | null {
  const level = regionLevel(code);
  if (level === null || level === 'PROVINCE') return null;
  const province = `${code.slice(0, 2)}0000`;
  const isDirect = code.slice(2, 4) === '90' || MUNICIPALITIES.includes(code.slice(0, 2));
  return level === 'CITY' || isDirect ? province : `${code.slice(0, 4)}00`;
}

/** The divisions above a code, nearest first, without itself. */
export function ancestors(code: string): string[] {
  const parent = parentRegion(code);
  return parent === null ? [] : [parent, ...ancestors(parent)];
}

/** Whether a code is the region or lies below it, such as an instrument in a regulator's region. */
export function isInside(code: string, regionCode: string): boolean {
  const level = regionLevel(regionCode);
  if (level === null || regionLevel(code) === null) return false;
  const digits = { PROVINCE: 2, CITY: 4, COUNTY: 6 }[level];
  return code.slice(0, digits) === regionCode.slice(0, digits);
}

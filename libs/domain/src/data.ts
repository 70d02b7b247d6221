/** The large tables, apart from the functions that take them as parameters, so that the web bundle doesn't carry them. */
import { COMMON_PASSWORD_WORDS } from './account/password.data.js';
import { parseRegions } from './region/parse-regions.js';
import type { RegionTable } from './region/region.js';
import { REGION_LINES } from './region/regions.data.js';

export { CATALOGUE_2020, CATALOGUE_2020_EDITION } from './catalogue/catalogue-2020.data.js';
export { HOLIDAYS } from './institution/work-calendar.data.js';

/** All of China, by code. */
export const REGIONS: RegionTable = parseRegions(REGION_LINES);

/** In lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(COMMON_PASSWORD_WORDS.trim().split(/\s+/u));

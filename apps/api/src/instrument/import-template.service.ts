import { Injectable } from '@nestjs/common';
import { Database, EnterpriseEntity, type TenantContext, type Transaction } from '@quanheng/database';
import { isFileable, isInside, parentRegion, type CatalogueItem, type Region } from '@quanheng/domain';
import { writeImportTemplate, type TemplateTables } from '@quanheng/spreadsheets';
import { CatalogueService } from '../catalogue/catalogue.service.js';

const KEPT = 32;
/** Places offered in the template. */
const LOCATIONS = 100;

interface Habits {
  readonly regionCode: string | null;
  /** What the ledger uses, the most frequent first. */
  readonly regions: string[];
  readonly categories: string[];
  readonly locations: string[];
}

/** The template as this enterprise needs it: its own regions and kinds before the others (`ux.md` section 6). */
@Injectable()
export class ImportTemplateService {
  /** Writing one takes a third of a second, and neighbours get the same: the last ones are kept. */
  private readonly kept = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  async write(context: TenantContext): Promise<Buffer> {
    const tables = await this.tablesFor(context);
    const key = JSON.stringify([
      tables.regions.map(({ code }) => code),
      tables.categories.map(({ code, kind }) => [code, kind]),
      tables.locations,
    ]);
    const known = this.kept.get(key) ?? writeImportTemplate(tables);
    this.kept.delete(key);
    this.kept.set(key, known);
    known.catch(() => this.kept.delete(key));
    for (const oldest of this.kept.keys()) if (this.kept.size > KEPT) this.kept.delete(oldest);
    return known;
  }

  private async tablesFor(context: TenantContext): Promise<TemplateTables> {
    const habits = await this.database.read(context, (tx) =>
      context.enterpriseId ? findHabits(tx, context.enterpriseId) : findNobodysHabits(tx),
    );
    const [regions, catalogue] = await Promise.all([this.catalogue.regions(), this.catalogue.catalogue()]);
    return {
      regions: regionsFor(habits, [...regions.values()]),
      categories: kindsFor(habits, catalogue),
      locations: habits.locations,
    };
  }
}

async function findHabits(tx: Transaction, id: string): Promise<Habits> {
  const enterprise = await tx.manager.findOneBy(EnterpriseEntity, { id });
  const used = async (column: 'region_code' | 'category_code' | 'location', most = 20) => {
    const rows = await tx.query<{ code: string }>(
      `SELECT ${column} AS code FROM instrument WHERE enterprise_id = $1 AND ${column} <> ''
       GROUP BY ${column} ORDER BY count(*) DESC, ${column} LIMIT ${most}`,
      [id],
    );
    return rows.map(({ code }) => code);
  };
  return {
    regionCode: enterprise?.regionCode ?? null,
    regions: await used('region_code'),
    categories: await used('category_code'),
    locations: await used('location', LOCATIONS),
  };
}

/** Whoever isn't signed in is offered the province of the institutions. */
async function findNobodysHabits(tx: Transaction): Promise<Habits> {
  const [widest] = await tx.query<{ region_code: string }>(
    'SELECT region_code FROM institution ORDER BY region_code LIMIT 1',
  );
  return { regionCode: widest?.region_code ?? null, regions: [], categories: [], locations: [] };
}

/** The counties of the enterprise's province: used ones first, then its own, those of its city, the others. */
function regionsFor({ regionCode, regions: used }: Habits, all: readonly Region[]): Region[] {
  const city = regionCode && parentRegion(regionCode);
  const province = city && (parentRegion(city) ?? city);
  const rank = ({ code }: Region) => {
    if (used.includes(code)) return used.indexOf(code);
    if (code === regionCode) return 100;
    return city && isInside(code, city) ? 101 : 102;
  };
  return all
    .filter((region) => !region.retired && !region.generic && !region.code.endsWith('00'))
    .filter((region) => used.includes(region.code) || (province ? isInside(region.code, province) : true))
    .sort((a, b) => rank(a) - rank(b) || a.code.localeCompare(b.code));
}

function kindsFor(
  { categories: used }: Habits,
  catalogue: ReadonlyMap<string, CatalogueItem>,
): CatalogueItem[] {
  const rank = ({ code }: CatalogueItem) => (used.includes(code) ? used.indexOf(code) : used.length);
  return [...catalogue.values()]
    .filter(isFileable)
    .sort((a, b) => rank(a) - rank(b) || a.code.localeCompare(b.code));
}

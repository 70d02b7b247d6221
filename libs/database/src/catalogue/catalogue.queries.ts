import {
  capabilityKey,
  type BusinessDate,
  type CatalogueItem,
  type RegionTable,
  type VerificationMode,
} from '@quanheng/domain';
import type { Transaction } from '../platform/transaction.js';
import { CatalogueEditionEntity, CatalogueItemEntity, RegionEntity } from './catalogue.entities.js';

/**
 * The catalogue as a day sees it, by code: the edition in force, and of editions before it what it no longer has, with
 * the last day of that. The one place where a date picks an edition (`domain.md` section 4).
 */
export async function findCatalogue(tx: Transaction, on: BusinessDate): Promise<Map<string, CatalogueItem>> {
  const rows = await tx.manager
    .createQueryBuilder(CatalogueItemEntity, 'item')
    .innerJoinAndMapOne('item.edition', CatalogueEditionEntity, 'edition', 'edition.id = item.edition_id')
    .where('edition.effective_from <= :on', { on })
    .orderBy('edition.effective_from', 'ASC')
    .addOrderBy('item.code', 'ASC')
    .getMany();
  const editions = rows as (CatalogueItemEntity & { edition: CatalogueEditionEntity })[];
  const current = editions.at(-1)?.editionId;
  const latest = new Map<string, CatalogueItem>();
  for (const { edition, ...item } of editions) {
    const { effectiveTo } = edition;
    const isOver = item.editionId !== current || (effectiveTo !== null && effectiveTo < on);
    latest.set(item.code, { ...item, endedOn: isOver ? (effectiveTo ?? on) : null });
  }
  return new Map([...latest].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The editions in the order in which they take effect. */
export function findEditions(tx: Transaction): Promise<CatalogueEditionEntity[]> {
  return tx.manager.find(CatalogueEditionEntity, { order: { effectiveFrom: 'ASC' } });
}

/** What institutions verify, each as `capabilityKey` says it. */
export async function findCapabilities(tx: Transaction): Promise<Set<string>> {
  const rows = await tx.query<{ code: string; mode: VerificationMode }>(
    'SELECT DISTINCT category_code AS code, mode FROM capability',
  );
  return new Set(rows.map(({ code, mode }) => capabilityKey(code, mode)));
}

/** All regions by code: some four thousand, read once and kept by the caller. */
export async function findRegions(tx: Transaction): Promise<RegionTable> {
  const rows = await tx.manager.find(RegionEntity, { order: { code: 'ASC' } });
  return new Map(rows.map((row) => [row.code, row]));
}

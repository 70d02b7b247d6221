import type { BusinessDate, CatalogueItem, RegionTable } from '@quanheng/domain';
import type { Transaction } from '../platform/transaction.js';
import { CatalogueItemEntity, RegionEntity } from './catalogue.entities.js';

/** The catalogue in force on a day, by code: some fifty kinds. */
export async function findCatalogue(tx: Transaction, on: BusinessDate): Promise<Map<string, CatalogueItem>> {
  const rows = await tx.manager
    .createQueryBuilder(CatalogueItemEntity, 'item')
    .where(
      `item.edition_id = (SELECT id FROM catalogue_edition WHERE effective_from <= :on
       AND (effective_to IS NULL OR effective_to >= :on) ORDER BY effective_from DESC LIMIT 1)`,
      { on },
    )
    .orderBy('item.code')
    .getMany();
  return new Map(rows.map((row) => [row.code, row]));
}

/** All regions by code: some four thousand, read once and kept by the caller. */
export async function findRegions(tx: Transaction): Promise<RegionTable> {
  const rows = await tx.manager.find(RegionEntity, { order: { code: 'ASC' } });
  return new Map(rows.map((row) => [row.code, row]));
}

import {
  CalendarDayEntity,
  CatalogueEditionEntity,
  CatalogueItemEntity,
  RegionEntity,
  type Transaction,
} from '@quanheng/database';
import { CATALOGUE_2020, CATALOGUE_2020_EDITION, HOLIDAYS, REGIONS } from '@quanheng/domain/data';

const CHUNK = 1_000;

/**
 * What every installation begins with: the regions of all China, the partial catalogue of 2020 with its provisional codes
 * and status, three years of holidays. What is there already stays.
 */
export async function seedMasterData(tx: Transaction): Promise<void> {
  if (!(await tx.manager.exists(RegionEntity))) await seedRegions(tx);
  if (!(await tx.manager.exists(CatalogueEditionEntity))) await seedCatalogue(tx);
  if (!(await tx.manager.exists(CalendarDayEntity)))
    await tx.manager.insert(
      CalendarDayEntity,
      HOLIDAYS.map((day) => ({ ...day })),
    );
}

async function seedRegions(tx: Transaction): Promise<void> {
  const regions = [...REGIONS.values()];
  for (let start = 0; start < regions.length; start += CHUNK) {
    await tx.manager.insert(RegionEntity, regions.slice(start, start + CHUNK));
  }
}

async function seedCatalogue(tx: Transaction): Promise<void> {
  await tx.manager.insert(CatalogueEditionEntity, { ...CATALOGUE_2020_EDITION });
  const editionId = CATALOGUE_2020_EDITION.id;
  await tx.manager.insert(
    CatalogueItemEntity,
    CATALOGUE_2020.map((item) => ({
      ...item,
      editionId,
      regulations: [...item.regulations],
      purposes: [...item.purposes],
    })),
  );
}

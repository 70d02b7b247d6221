import { findCapabilities, findCatalogue, findRegions, type Transaction } from '@quanheng/database';
import { buildImportContext, type ImportContext } from '@quanheng/domain';

/** What rows are judged by today: the regions, the catalogue in force, what institutions verify. */
export async function importRules(tx: Transaction): Promise<ImportContext> {
  const [regions, catalogue] = [await findRegions(tx), await findCatalogue(tx, tx.today)];
  const capabilities = await findCapabilities(tx);
  return buildImportContext({ regions, catalogue: [...catalogue.values()], today: tx.today, capabilities });
}

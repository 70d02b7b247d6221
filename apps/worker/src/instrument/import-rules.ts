import { findCatalogue, findRegions, type Transaction } from '@quanheng/database';
import { buildImportContext, type ImportContext } from '@quanheng/domain';

/** What rows are judged by today: the regions, and the catalogue in force. */
export async function importRules(tx: Transaction): Promise<ImportContext> {
  const [regions, catalogue] = [await findRegions(tx), await findCatalogue(tx, tx.today)];
  return buildImportContext({ regions, catalogue: [...catalogue.values()], today: tx.today });
}

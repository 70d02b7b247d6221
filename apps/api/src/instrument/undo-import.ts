import { columnOf, type Transaction } from '@quanheng/database';
import { INSTRUMENT_FIELDS } from '@quanheng/domain';

/** Instruments of an import that nobody has changed or filed since; answers how many were taken out. */
export async function takeOut(tx: Transaction, importId: string, since: Date): Promise<number> {
  const [, removed] = (await tx.query(
    `DELETE FROM instrument i WHERE i.import_id = $1 AND i.version = 1 AND NOT i.ever_filed AND i.created_at >= $2
     AND NOT EXISTS (SELECT 1 FROM filing_item f WHERE f.instrument_id = i.id)`,
    [importId, since],
  )) as unknown as [unknown, number];
  return removed;
}

const FIELDS = INSTRUMENT_FIELDS.filter(
  ({ key }) => !['name', 'model', 'serialNumber', 'ownNumber'].includes(key),
);
const BEFORE = FIELDS.map(
  ({ key, kind }) => `${columnOf(key)} = (r.before ->> '${key}')${kind === 'date' ? '::date' : ''}`,
).join(', ');

/** Instruments that the import brought up to date and nobody has touched since are as they were before. */
export async function putBack(tx: Transaction, importId: string): Promise<number> {
  const [, restored] = (await tx.query(
    `UPDATE instrument i SET ${BEFORE}, valid_until_declared = (r.before ->> 'validUntilDeclared')::boolean,
       version = i.version + 1, updated_at = $2
     FROM import_row r
     WHERE r.import_id = $1 AND r.applied_version = i.version AND i.id = r.duplicate_id`,
    [importId, tx.now],
  )) as unknown as [unknown, number];
  return restored;
}

import type { EntityTarget } from 'typeorm';
import type { VersionedRow } from './columns.js';
import type { Transaction } from './transaction.js';

/**
 * Writes some columns of many rows in one statement and counts their versions up: decisions on hundreds of records are
 * not hundreds of statements. The rows must have been locked in this transaction.
 */
export async function updateRows<E extends VersionedRow>(
  tx: Transaction,
  entity: EntityTarget<E>,
  rows: readonly E[],
  columns: readonly (keyof E & string)[],
): Promise<void> {
  if (rows.length === 0) return;
  const metadata = tx.manager.connection.getMetadata(entity);
  const names = columns.map((property) => {
    const column = metadata.findColumnWithPropertyName(property);
    if (!column) throw new TypeError(`${metadata.name} has no column ${property}`);
    return { property, name: column.databaseName };
  });
  const values = rows.map((row) =>
    Object.fromEntries([['id', row.id], ...names.map(({ property, name }) => [name, row[property]])]),
  );
  await tx.query(
    `UPDATE ${metadata.tableName} AS t SET ${names.map(({ name }) => `${name} = r.${name}`).join(', ')},
       version = t.version + 1, updated_at = $2
     FROM jsonb_populate_recordset(NULL::${metadata.tableName}, $1::jsonb) AS r WHERE t.id = r.id`,
    [JSON.stringify(values), tx.now],
  );
  for (const row of rows) row.version += 1;
}

import type { Transaction } from '@quanheng/database';

/**
 * Who has these identities, also where row security hides it from a branch's own people: those are not named. Two
 * statements, since `holder_of_identity` sees what was committed while the first one runs, and a join to it would not.
 * @returns identity key → `{ id }`, or `{}` where the caller may not know which
 */
export async function findHolders(
  tx: Transaction,
  identityKeys: readonly string[],
): Promise<Map<string, { id?: string }>> {
  const held = await tx.query<{ key: string; id: string }>(
    `SELECT * FROM (SELECT key, holder_of_identity(key) AS id FROM unnest($1::text[]) AS key) k WHERE id IS NOT NULL`,
    [[...new Set(identityKeys)]],
  );
  if (!held.length) return new Map();
  const rows = await tx.query<{ id: string }>('SELECT id FROM instrument WHERE id = ANY($1::uuid[])', [
    held.map(({ id }) => id),
  ]);
  const seen = new Set(rows.map(({ id }) => id));
  return new Map(held.map(({ key, id }) => [key, seen.has(id) ? { id } : {}]));
}

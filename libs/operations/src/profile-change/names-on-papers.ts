import type { Transaction } from '@quanheng/database';

/**
 * How enterprises are called on a paper made now: by the name in force, and by the one before, so that whoever holds both
 * papers knows them to be of one client (`domain.md` section 1). Papers made earlier keep what they state.
 */
export async function namesOnPapers(
  tx: Transaction,
  enterpriseIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; name: string; former: string | null }>(
    `SELECT e.id, e.name,
       (SELECT f.name FROM enterprise_former_name f WHERE f.enterprise_id = e.id AND f.name <> e.name
        ORDER BY f.used_until DESC, f.id DESC LIMIT 1) AS former
     FROM enterprise e WHERE e.id = ANY($1)`,
    [[...new Set(enterpriseIds)]],
  );
  return new Map(rows.map(({ id, name, former }) => [id, former ? `${name}（曾用名：${former}）` : name]));
}

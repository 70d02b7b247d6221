import type { Transaction } from '@quanheng/database';
import { normalizeText } from '@quanheng/domain';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What people call the objects that the log speaks of. A person's login name says which of two of one name it was. */
const NAMES: readonly string[] = [
  `SELECT id, display_name || ' · ' || login_name FROM account`,
  'SELECT id, display_name FROM invitation',
  ...['enterprise', 'institution', 'department', 'branch', 'service_site', 'stock_take'].map(
    (table) => `SELECT id, name FROM ${table}`,
  ),
  ...['registration', 'profile_change', 'filing', 'appointment', 'receipt', 'verification_task'].map(
    (table) => `SELECT id, case_number FROM ${table}`,
  ),
  'SELECT i.id, f.case_number FROM filing_item i JOIN filing f ON f.id = i.filing_id',
  'SELECT id, number FROM certificate',
  `SELECT id, name || ' · ' || serial_number FROM instrument`,
  'SELECT id, file_name FROM import_batch',
];
const ALL_NAMES = NAMES.map(
  (each) => `SELECT * FROM (${each}) AS n (id, name) WHERE id = ANY($1::uuid[])`,
).join(' UNION ALL ');

/** By id, as far as the transaction sees them; what is gone has no name any more. */
export async function findObjectNames(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const uuids = [...new Set(ids.filter((id) => UUID.test(id)))];
  if (uuids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; name: string }>(ALL_NAMES, [uuids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The account that somebody looks for by its login name; any other text stays as it is. */
export async function toObject(tx: Transaction, text: string): Promise<string> {
  if (UUID.test(text)) return text;
  const [account] = await tx.query<{ id: string }>('SELECT id::text FROM account WHERE login_key = $1', [
    normalizeText(text),
  ]);
  return account?.id ?? text;
}

import type pg from 'pg';
import { passwordHash } from './callers.js';

/** An ordinary enterprise's share of the ledger. */
export const ROWS_AN_ENTERPRISE = 500;
/** So many rows of an enterprise arrive together, as imports do; then the next one's. */
const ROWS_TOGETHER = 50;
const CHUNK = 200_000;

const ENTERPRISE = `md5('enterprise ' || n)::uuid`;

const ADD_ENTERPRISES = `INSERT INTO enterprise (id, version, name, credit_code, region_code, address, legal_representative,
    contact_person, mobile, email, institution_id, approved_on)
  SELECT ${ENTERPRISE}, 1, '演示企业 ' || n, 'BENCH' || lpad(n::text, 13, '0'), '441202', '演示路 ' || n || ' 号', '演示',
    '演示', '13800000000', 'demo@example.com', (SELECT id FROM institution LIMIT 1), current_date
  FROM generate_series(1, $1::int) n ON CONFLICT DO NOTHING`;

const ADD_ACCOUNTS = `INSERT INTO account (id, version, login_name, login_key, display_name, password_hash, status, roles, enterprise_id)
  SELECT md5('account ' || n)::uuid, 1, 'bench' || n, 'bench' || n, '演示人员', $2, 'ACTIVE', '{ENTERPRISE_ADMIN}', ${ENTERPRISE}
  FROM generate_series(1, $1::int) n ON CONFLICT DO NOTHING`;

/** Real-looking rows: six kinds, a tenth out of use or without a date, some seven per cent due within a month. */
const ADD_INSTRUMENTS = `WITH made AS (
    SELECT n, md5('enterprise ' || (1 + (n / ${ROWS_TOGETHER}) % $3::int))::uuid AS enterprise_id,
      (ARRAY['电子汽车衡','弹性元件式一般压力表','燃油加油机','电子血压计','可燃气体检测报警器','单相智能电能表'])[1 + n % 6] AS name,
      (ARRAY['SCS-100','Y-100','CS-B','HEM-7121','GT-200','DDZY-88'])[1 + n % 6] AS model,
      'SN' || lpad(n::text, 9, '0') AS serial, 'ZB-' || n % 977 AS own,
      (ARRAY['90201','91601','90801','91401','92901','91901'])[1 + n % 6] AS category,
      CASE WHEN n % 10 <> 3 THEN current_date + (n::bigint * 7919 % 420 - 20)::int END AS valid_until
    FROM generate_series($1::int, $2::int) n)
  INSERT INTO instrument (id, version, enterprise_id, institution_id, name, model, serial_number, own_number, manufacturer,
    measuring_range, accuracy_class, origin, usage_state, purpose, instrument_type, verification_mode, region_code,
    category_code, location, valid_until, valid_until_declared, lifecycle, identity_key, search_text, ever_filed, filed_on)
  SELECT uuidv7(), 1, enterprise_id, CASE WHEN n % 5 > 0 THEN (SELECT id FROM institution LIMIT 1) END, name, model, serial, own,
    '演示仪表厂 ' || n % 20, '(0～100)', '1.6级', 'DOMESTIC', 'IN_USE', 'TRADE', 'WORKING_INSTRUMENT', 'BRING_IN', '441202',
    category, n % 9 || ' 号车间', valid_until, valid_until IS NOT NULL, CASE WHEN n % 20 = 7 THEN 'SEALED' ELSE 'ACTIVE' END,
    lower(concat_ws(chr(31), name, model, serial, own)), lower(concat_ws(' ', name, model, serial, own)),
    n % 5 > 0, CASE WHEN n % 5 > 0 THEN current_date - 40 END
  FROM made`;

/** The enterprises that a ledger of this many rows is shared by. */
export function enterprisesOf(rows: number): number {
  return Math.max(1, Math.round(rows / ROWS_AN_ENTERPRISE));
}

/** Fills an empty ledger; `accounts` of its enterprises can log in as bench1, bench2, … */
export async function fillLedger(admin: pg.Client, rows: number, accounts: number): Promise<void> {
  const enterprises = enterprisesOf(rows);
  await admin.query(ADD_ENTERPRISES, [enterprises]);
  await admin.query(ADD_ACCOUNTS, [Math.min(accounts, enterprises), await passwordHash()]);
  for (let first = 1; first <= rows; first += CHUNK) {
    await admin.query(ADD_INSTRUMENTS, [first, Math.min(rows, first + CHUNK - 1), enterprises]);
  }
  await admin.query('VACUUM ANALYZE');
}

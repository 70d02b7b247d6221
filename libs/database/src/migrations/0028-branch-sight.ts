import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages and stock-takes of one branch; what there was before belongs to no branch and stays everybody's. */
const COLUMNS = [
  `ALTER TABLE notification ADD branch_id uuid CONSTRAINT fk_notification_branch REFERENCES branch (id) ON DELETE SET NULL`,
  `ALTER TABLE stock_take ADD branch_id uuid DEFAULT ctx_branch_id() CONSTRAINT fk_stock_take_branch REFERENCES branch (id)
    ON DELETE SET NULL`,
];

const OWN_OR_NOBODYS = 'branch_id IS NULL OR branch_id = ctx_branch_id()';

/** As 0017 does for the ledger (`domain.md`, Parties). In a stock-take of the whole, a branch sees and counts its own part. */
const BRANCH_SCOPE: Record<string, string> = {
  notification: `${OWN_OR_NOBODYS} OR account_id = ctx_account_id()`,
  stock_take: OWN_OR_NOBODYS,
  stock_take_item: 'sees_instrument(instrument_id)',
  stock_take_unknown: 'EXISTS (SELECT FROM stock_take t WHERE t.id = stock_take_id)',
};

/** How an account is secured, for the admin who sees the account: counters and factors themselves are the system's alone. */
const ACCESS_OF = `CREATE FUNCTION access_of(of_account uuid) RETURNS TABLE (locked boolean, second_factor boolean)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  DECLARE before text := current_setting('app.kind', true);
  BEGIN
    PERFORM set_config('app.kind', 'system', true);
    RETURN QUERY SELECT c.locked_at IS NOT NULL, f.confirmed_at IS NOT NULL FROM account a
      LEFT JOIN login_counter c ON c.login_key = a.login_key LEFT JOIN second_factor f ON f.account_id = a.id
      WHERE a.id = of_account;
    PERFORM set_config('app.kind', coalesce(before, ''), true);
  END $$`;

export class BranchSight0000000000028 implements MigrationInterface {
  name = 'BranchSight0000000000028';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...COLUMNS, ACCESS_OF]) await runner.query(statement);
    for (const [table, rule] of Object.entries(BRANCH_SCOPE)) {
      const scoped = `ctx_branch_id() IS NULL OR ${rule}`;
      await runner.query(
        `CREATE POLICY branch ON ${table} AS RESTRICTIVE USING (${scoped}) WITH CHECK (${scoped})`,
      );
    }
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}

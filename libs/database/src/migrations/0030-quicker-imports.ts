import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // Whoever stages a row holds the lock of its import, so that there is nothing to ask again for each of 100,000 rows.
  `ALTER TABLE import_row DROP CONSTRAINT fk_import_row_batch`,
  `CREATE FUNCTION delete_import_rows() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN DELETE FROM import_row WHERE import_id = OLD.id; RETURN OLD; END $$`,
  `CREATE TRIGGER delete_import_rows BEFORE DELETE ON import_batch FOR EACH ROW EXECUTE FUNCTION delete_import_rows()`,
];

export class QuickerImports0000000000030 implements MigrationInterface {
  name = 'QuickerImports0000000000030';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead.');
  }
}

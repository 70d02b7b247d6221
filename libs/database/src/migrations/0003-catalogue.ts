import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE catalogue_edition (
    id text NOT NULL,
    title text NOT NULL,
    status text NOT NULL,
    effective_from date NOT NULL,
    effective_to date,
    note text,
    CONSTRAINT "PK_19103448c93e5e845253a0f52a3" PRIMARY KEY ("id")
  )`,
  `CREATE TABLE catalogue_item (
    edition_id text NOT NULL,
    code text NOT NULL,
    category text NOT NULL,
    kind text NOT NULL,
    supervision text NOT NULL,
    mode text NOT NULL,
    compulsory boolean NOT NULL DEFAULT false,
    scope text NOT NULL,
    cycle_months integer,
    use_limit_months integer,
    use_limit_note text,
    regulations text[] NOT NULL DEFAULT '{}',
    purposes text[] NOT NULL DEFAULT '{}',
    CONSTRAINT "PK_969b4597ead226f61ff7bab21d1" PRIMARY KEY ("edition_id", "code")
  )`,
  `CREATE TABLE region (
    code text NOT NULL,
    name text NOT NULL,
    retired boolean NOT NULL DEFAULT false,
    generic boolean NOT NULL DEFAULT false,
    successor text,
    CONSTRAINT "PK_74f7723fdff738f92929c0056cb" PRIMARY KEY ("code")
  )`,
];

export class CreateCatalogueTables0000000000003 implements MigrationInterface {
  name = 'CreateCatalogueTables0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE institution (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    code text NOT NULL,
    name text NOT NULL,
    region_code text NOT NULL,
    authorization_number text NOT NULL,
    address text NOT NULL,
    phone text NOT NULL,
    CONSTRAINT "PK_f60ee4ff0719b7df54830b39087" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "IDX_505d00ce02e2c67d3e0df4c72f" ON "institution" ("code")`,
  `CREATE TABLE service_site (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    institution_id uuid NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    phone text NOT NULL,
    position integer NOT NULL DEFAULT '0',
    CONSTRAINT "PK_db422bc0c51e3ed511a45533896" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_ce5dbadba3af9218d21ebab9dd" ON "service_site" ("institution_id")`,
  `CREATE TABLE department (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    institution_id uuid NOT NULL,
    name text NOT NULL,
    phone text NOT NULL,
    duties text[] NOT NULL DEFAULT '{}',
    position integer NOT NULL DEFAULT '0',
    CONSTRAINT "PK_9a2213262c1593bffb581e382f5" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_cfc65b95d665085a66e00d9fa7" ON "department" ("institution_id")`,
  `CREATE TABLE capability (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    category_code text NOT NULL,
    mode text NOT NULL,
    department_id uuid NOT NULL,
    CONSTRAINT "PK_a30c8f80d9cbf7c1315b30acfe4" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "IDX_a6c7d400a8c75eb7132cae64da" ON "capability" ("institution_id", "category_code", "mode")`,
  `CREATE TABLE capacity_rule (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    department_id uuid NOT NULL,
    mode text NOT NULL,
    weekday integer NOT NULL,
    half_day text NOT NULL,
    capacity integer NOT NULL,
    CONSTRAINT "PK_0e18647fa400cd52d35c9da56a4" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "IDX_5b055eb269323cb90ec5412e90" ON "capacity_rule" ("department_id", "mode", "weekday", "half_day")`,
  `CREATE TABLE slot (
    id uuid NOT NULL,
    institution_id uuid NOT NULL,
    department_id uuid NOT NULL,
    mode text NOT NULL,
    date date NOT NULL,
    half_day text NOT NULL,
    capacity integer NOT NULL,
    booked integer NOT NULL DEFAULT '0',
    closed_reason text,
    CONSTRAINT "PK_5b1f733c4ba831a51f3c114607b" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "IDX_2db1e582a390529e9bc676bb46" ON "slot" ("department_id", "mode", "date", "half_day")`,
  `CREATE TABLE calendar_day (
    date date NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    CONSTRAINT "PK_82404934db32af18c10dfe7087e" PRIMARY KEY ("date")
  )`,
  `CREATE TABLE reference_standard (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    institution_id uuid NOT NULL,
    department_id uuid,
    name text NOT NULL,
    number text NOT NULL,
    accuracy text NOT NULL,
    valid_until date NOT NULL,
    CONSTRAINT "PK_5c92053aac95e881ee72d0f23b2" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_da5544ff85a31cb80122115fb3" ON "reference_standard" ("institution_id")`,
  `ALTER TABLE department ADD CONSTRAINT fk_department_institution FOREIGN KEY (institution_id) REFERENCES institution (id)`,
  `ALTER TABLE slot ADD CONSTRAINT fk_slot_department FOREIGN KEY (department_id) REFERENCES department (id)`,
];

export class CreateInstitutionTables0000000000004 implements MigrationInterface {
  name = 'CreateInstitutionTables0000000000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}

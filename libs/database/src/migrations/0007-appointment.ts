import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  `CREATE TABLE appointment (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    case_number text NOT NULL,
    enterprise_id uuid NOT NULL,
    enterprise_name text NOT NULL,
    institution_id uuid NOT NULL,
    mode text NOT NULL,
    status text NOT NULL,
    department_id uuid NOT NULL,
    site_id uuid,
    slot_id uuid NOT NULL,
    date date NOT NULL,
    half_day text NOT NULL,
    item_count integer NOT NULL,
    contact_person text NOT NULL,
    contact_phone text NOT NULL,
    address text,
    remark text,
    verifier_id uuid,
    verifier_name text,
    proposed_date date,
    proposed_half_day text,
    proposed_slot_id uuid,
    proposed_by text,
    held_until date NOT NULL,
    reason text,
    overbook_reason text,
    created_by uuid NOT NULL,
    created_by_name text NOT NULL,
    confirmed_at timestamptz,
    form_attachment_id uuid,
    CONSTRAINT "PK_e8be1a53027415e709ce8a2db74" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "IDX_7d2d3c0cd65f05a3912f98e4fe" ON "appointment" ("institution_id", "status", "date")`,
  `CREATE INDEX "IDX_201fcc1aa31e374e5554b68c56" ON "appointment" ("enterprise_id", "id")`,
  `CREATE UNIQUE INDEX "IDX_dfda282c5fb340eee9692cbb70" ON "appointment" ("case_number")`,
  `CREATE TABLE appointment_item (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    appointment_id uuid NOT NULL,
    enterprise_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    instrument_id uuid NOT NULL,
    position integer NOT NULL DEFAULT '0',
    status text NOT NULL,
    open boolean NOT NULL DEFAULT true,
    reason text,
    receipt_id uuid,
    accessories text,
    appearance text,
    CONSTRAINT "PK_b80eed48b010883a03bc29dd106" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "one_open_appointment_item" ON "appointment_item" ("instrument_id") WHERE open`,
  `CREATE INDEX "IDX_0369c9ad0ab94f2d042d1a3ae2" ON "appointment_item" ("instrument_id")`,
  `CREATE INDEX "IDX_c951f03aaf7782490e6f6e508f" ON "appointment_item" ("appointment_id", "position")`,
  `ALTER TABLE appointment ADD CONSTRAINT fk_appointment_slot FOREIGN KEY (slot_id) REFERENCES slot (id)`,
  `ALTER TABLE appointment_item ADD CONSTRAINT fk_appointment_item_appointment FOREIGN KEY (appointment_id) REFERENCES appointment (id)`,
  `ALTER TABLE appointment_item ADD CONSTRAINT fk_appointment_item_instrument FOREIGN KEY (instrument_id) REFERENCES instrument (id)`,
];

export class CreateAppointmentTables0000000000007 implements MigrationInterface {
  name = 'CreateAppointmentTables0000000000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}

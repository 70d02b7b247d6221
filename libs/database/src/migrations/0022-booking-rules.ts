import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATEMENTS = [
  // Who reviews, until when, and when the enterprise last nudged (`domain.md` section 5).
  `ALTER TABLE filing ADD COLUMN kind text NOT NULL DEFAULT 'FILING',
    ADD COLUMN assignee_id uuid, ADD COLUMN assignee_name text, ADD COLUMN review_due_on date,
    ADD COLUMN nudged_on date, ADD COLUMN nudges integer NOT NULL DEFAULT 0`,
  // Locked fields that are to change when the item is approved (section 3).
  `ALTER TABLE filing_item ADD COLUMN changes jsonb`,
  `ALTER TABLE appointment ADD COLUMN region_code text, ADD COLUMN nudged_on date,
    ADD COLUMN nudges integer NOT NULL DEFAULT 0, ADD COLUMN form_prints integer NOT NULL DEFAULT 0`,
  // The district of a trip is where most of the instruments stand.
  `UPDATE appointment a SET region_code = (
    SELECT i.region_code FROM appointment_item ai JOIN instrument i ON i.id = ai.instrument_id
    WHERE ai.appointment_id = a.id GROUP BY i.region_code ORDER BY count(*) DESC, i.region_code LIMIT 1)`,
  `CREATE INDEX "appointment_of_slot" ON "appointment" ("slot_id")`,
  `CREATE TABLE booking_rule (
    id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    max_per_enterprise_day integer,
    min_notice_days integer NOT NULL DEFAULT 0,
    CONSTRAINT "PK_booking_rule" PRIMARY KEY ("id")
  )`,
  `ALTER TABLE booking_rule ADD CONSTRAINT fk_booking_rule_institution FOREIGN KEY (id) REFERENCES institution (id)`,
  `ALTER TABLE booking_rule ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE booking_rule FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY read ON booking_rule FOR SELECT USING (ctx_kind() IS NOT NULL)`,
  `CREATE POLICY write ON booking_rule USING (ctx_kind() IN ('system', 'platform') OR id = ctx_institution_id())
    WITH CHECK (ctx_kind() IN ('system', 'platform') OR id = ctx_institution_id())`,
];

/** What booking and filing of a busy institution need beside their first tables. */
export class AddBookingRules0000000000022 implements MigrationInterface {
  name = 'AddBookingRules0000000000022';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}

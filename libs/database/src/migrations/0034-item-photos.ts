import type { MigrationInterface, QueryRunner } from 'typeorm';

const OWNED = `id uuid NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    enterprise_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    appointment_item_id uuid NOT NULL,`;
const INSTITUTION = `ctx_kind() = 'system' OR institution_id = ctx_institution_id()`;
/** As its item does; what a branch doesn't see of the ledger it doesn't see photographed (`domain.md`, Parties). */
const OF_BRANCH =
  'ctx_branch_id() IS NULL OR EXISTS (SELECT FROM appointment_item a WHERE a.id = appointment_item_id)';

const secured = (table: string) => [
  `ALTER TABLE ${table} ADD CONSTRAINT fk_${table}_item FOREIGN KEY (appointment_item_id) REFERENCES appointment_item (id)`,
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY tenant ON ${table} USING (${INSTITUTION}) WITH CHECK (${INSTITUTION})`,
];

const STATEMENTS = [
  `CREATE TABLE photo_link (
    ${OWNED}
    token_hash text NOT NULL,
    expires_at timestamptz NOT NULL,
    closed_at timestamptz,
    opened_by uuid NOT NULL,
    opened_by_name text NOT NULL,
    CONSTRAINT "PK_photo_link" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "photo_link_of_item" ON "photo_link" ("appointment_item_id")`,
  ...secured('photo_link'),
  `CREATE TABLE item_photo (
    ${OWNED}
    attachment_id uuid NOT NULL,
    link_id uuid,
    taken_at timestamptz NOT NULL,
    taken_by uuid NOT NULL,
    taken_by_name text NOT NULL,
    removed_at timestamptz,
    removed_by_name text,
    removed_reason text,
    CONSTRAINT "PK_item_photo" PRIMARY KEY ("id"),
    CONSTRAINT fk_item_photo_attachment FOREIGN KEY (attachment_id) REFERENCES attachment (id),
    CONSTRAINT fk_item_photo_link FOREIGN KEY (link_id) REFERENCES photo_link (id)
  )`,
  `CREATE INDEX "photo_of_item" ON "item_photo" ("appointment_item_id")`,
  `CREATE INDEX "photo_of_link" ON "item_photo" ("link_id") WHERE link_id IS NOT NULL`,
  ...secured('item_photo'),
  // The client looks at what was photographed; only the institution adds and removes.
  `CREATE POLICY client ON item_photo FOR SELECT USING (enterprise_id = ctx_enterprise_id())`,
  `CREATE POLICY branch ON item_photo AS RESTRICTIVE USING (${OF_BRANCH}) WITH CHECK (${OF_BRANCH})`,
];

/** How instruments looked at the counter, and the links by which telephones send it. */
export class AddItemPhotos0000000000034 implements MigrationInterface {
  name = 'AddItemPhotos0000000000034';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Restore a backup instead: a schema that holds verification records is never undone.');
  }
}

import { createDataSource } from './data-source.js';

export interface MigrateOptions {
  /** The owner of the schema. It is not the application's role. */
  readonly ownerUrl: string;
  /** The role that API and worker use: neither owner nor BYPASSRLS. Must exist. */
  readonly appRole: string;
}

/** Brings the schema up to date and grants the application's role what it needs, nothing more. Answers the new migrations' names. */
export async function migrate({ ownerUrl, appRole }: MigrateOptions): Promise<string[]> {
  const dataSource = createDataSource({ url: ownerUrl, poolSize: 2 });
  await dataSource.initialize();
  try {
    const done = await dataSource.runMigrations();
    const role = `"${appRole.replaceAll('"', '""')}"`;
    await dataSource.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
    await dataSource.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
    await dataSource.query(`REVOKE ALL ON audit_chain, migrations FROM ${role}`);
    await dataSource.query(`REVOKE UPDATE, DELETE ON audit_event FROM ${role}`);
    return done.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

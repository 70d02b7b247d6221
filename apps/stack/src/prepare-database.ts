import { migrate } from '@quanheng/database';
import { APP_ROLE, provision } from './postgres-roles.js';

const NEEDED = ['ADMIN_DATABASE_URL', 'OWNER_PASSWORD', 'APP_PASSWORD'] as const;

/**
 * The one-shot of docker-compose.yml: makes roles and database and brings the schema up to date. May run any number of
 * times. @throws Error naming the variables that are missing
 */
export async function prepareDatabase(env: Record<string, string | undefined>): Promise<string[]> {
  const missing = NEEDED.filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`Missing: ${missing.join(', ')}`);
  const [adminUrl, ownerPassword, appPassword] = NEEDED.map((name) => env[name] as string) as [
    string,
    string,
    string,
  ];
  const { ownerUrl } = await provision(adminUrl, { ownerPassword, appPassword });
  return migrate({ ownerUrl, appRole: APP_ROLE });
}

if (import.meta.filename === process.argv[1]) {
  prepareDatabase(process.env).then(
    (migrations) => console.log(`The database is ready; new migrations: ${migrations.join(', ') || 'none'}.`),
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}

import { writeFileSync } from 'node:fs';
import { pino } from 'pino';
import { createApp } from './platform/create-app.js';
import { buildOpenApi } from './platform/openapi.js';

/**
 * Writes the OpenAPI document to the file named on the command line, without a database: the application is made, not
 * started. The client in `libs/api-client` is generated from it.
 */
async function main(file: string): Promise<void> {
  process.env['DATABASE_URL'] ??= 'postgres://nobody@127.0.0.1:1/none';
  process.env['PUBLIC_URL'] ??= 'http://localhost:3000';
  process.env['JWT_SECRET'] ??= 'only-to-write-the-openapi-document';
  process.env['FILE_KEY'] ??= Buffer.alloc(32).toString('base64');
  process.env['STORAGE_DIR'] ??= '/nonexistent';
  const app = await createApp(pino({ level: 'warn' }));
  writeFileSync(file, `${JSON.stringify(buildOpenApi(app), null, 2)}\n`);
}

await main(process.argv[2] ?? 'openapi.json');
process.exit(0);

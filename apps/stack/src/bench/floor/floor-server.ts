import { toBusinessDate } from '@quanheng/domain';
import Fastify from 'fastify';
import pg from 'pg';
import { CREATE, insertValues, LISTS, toView, type FloorRow } from './floor-sql.js';

/**
 * The least that does the same work: Fastify, prepared statements, the same JSON. Nobody logs in, nothing is checked,
 * nothing is kept apart, nothing is logged.
 */
const { DATABASE_URL, PORT, POOL = '20' } = process.env;

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL) });
const app = Fastify();

interface ListQuery {
  readonly enterprise: string;
  readonly q?: string;
}

for (const [name, text] of Object.entries(LISTS)) {
  app.get<{ Querystring: ListQuery }>(`/${name}`, async ({ query: { enterprise, q } }) => {
    const today = toBusinessDate(new Date());
    const values = q === undefined ? [enterprise] : [enterprise, q];
    const { rows } = await pool.query<FloorRow>({ name, text, values });
    return { items: rows.slice(0, 50).map((row) => toView(row, today)), next: rows[50]?.id ?? null };
  });
}

app.post<{ Querystring: ListQuery; Body: Record<string, string> }>(
  '/create',
  async ({ query: { enterprise }, body }) => {
    const values = insertValues(enterprise, body);
    const { rows } = await pool.query<{ id: string }>({ name: 'create', text: CREATE, values });
    return { ...body, id: rows[0]?.id };
  },
);

app.get('/health/ready', () => ({ status: 'ok' }));

// Nothing is lost with it.
process.once('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(PORT), host: '127.0.0.1' });

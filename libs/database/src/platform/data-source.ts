import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';
import { ENTITIES } from './entities.js';
import { SnakeNamingStrategy } from './naming-strategy.js';

// A business date stays the string it is, whatever the process's time zone; counters and sequences are safe as numbers.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export const POOL_SIZE = 20;
/** How long a connection is waited for. */
export const CONNECTION_PATIENCE_MS = 5_000;

export interface DataSourceOptions {
  readonly url: string;
  readonly poolSize?: number;
  /** Statements are sent without waiting for the one before. Not where COPY is used, which pg can't mix with it. */
  readonly pipeline?: boolean;
}

/** `synchronize` is always off: the schema changes by migrations only. */
export function createDataSource({
  url,
  poolSize = POOL_SIZE,
  pipeline = false,
}: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    namingStrategy: new SnakeNamingStrategy(),
    synchronize: false,
    migrationsTransactionMode: 'each',
    poolSize,
    applicationName: 'quanheng',
    extra: {
      pipeline,
      connectionTimeoutMillis: CONNECTION_PATIENCE_MS,
      idle_in_transaction_session_timeout: 30_000,
      statement_timeout: 60_000,
    },
  });
}

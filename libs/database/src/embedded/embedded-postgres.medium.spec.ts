import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

jest.setTimeout(60_000);

/** Real: initdb, postgres, files, ports. One cluster is made and then broken in copies of its folder's contents. */
describe('embedded PostgreSQL', () => {
  let home: string;
  let server: EmbeddedPostgres | undefined;

  const start = (options: { port?: number } = {}) =>
    startEmbeddedPostgres({ dataDir: join(home, 'data'), fsync: false, ...options });
  const cluster = (...names: string[]) => join(home, 'data/cluster', ...names);

  beforeAll(() => {
    // Nobody else may enter: PostgreSQL's own account must get by without.
    home = mkdtempSync(join(tmpdir(), 'quanheng-embedded-'));
    chmodSync(home, 0o700);
  });
  afterEach(async () => server?.stop());
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  async function query<T>(url: string, text: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows as T[];
    } finally {
      await client.end();
    }
  }

  it('keeps its data and its port from one start to the next, below a folder closed to others', async () => {
    server = await start();
    const { port } = server;
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.stop();
    server = await start();
    expect(server.port).toBe(port);
    expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('listens on the loopback address only, with a password, as UTF-8', async () => {
    server = await start();
    const settings = await query(
      server.url,
      `SELECT current_setting('listen_addresses') AS address, current_setting('unix_socket_directories') AS socket,
              current_setting('server_encoding') AS encoding, (SELECT datctype FROM pg_database WHERE datname = 'template0') AS ctype`,
    );
    expect(settings).toEqual([{ address: '127.0.0.1', socket: '', encoding: 'UTF8', ctype: 'C.UTF-8' }]);
    const guess = new URL(server.url);
    guess.password = 'postgres';
    await expect(query(guess.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    expect(statSync(join(home, 'data/password')).mode & 0o777).toBe(0o600);
  });

  it('writes no values of failed statements to its log', async () => {
    server = await start();
    await query(server.url, `CREATE TABLE person (id_number text UNIQUE)`);
    const insert = `INSERT INTO person VALUES ('44120219900101001X')`;
    await query(server.url, insert);
    await expect(query(server.url, insert)).rejects.toThrow(/duplicate key/);
    await server.stop();
    const log = readFileSync(join(home, 'data/postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('44120219900101001X');
  });

  it('takes another port when the one of the last time is in use', async () => {
    server = await start();
    const { port } = server;
    await server.stop();
    await whileOccupied(port, async () => {
      server = await start();
      expect(server.port).not.toBe(port);
    });
  });

  it('says in a sentence that a wanted port is in use', async () => {
    await whileOccupied(0, async (port) => {
      await expect(start({ port })).rejects.toThrow(/could not bind IPv4 address "127.0.0.1".*postgres\.log/);
    });
  });

  /** Somebody else listens and keeps silent. */
  async function whileOccupied(port: number, work: (port: number) => Promise<void>): Promise<void> {
    const sockets: Socket[] = [];
    const other = createServer((socket) => sockets.push(socket)).listen(port, '127.0.0.1');
    await once(other, 'listening');
    try {
      await work((other.address() as { port: number }).port);
    } finally {
      other.close();
      for (const socket of sockets) socket.destroy();
    }
  }

  it('leaves no server when the process that started it is killed', async () => {
    const script = join(home, 'start.mjs');
    const bundle = join(
      import.meta.dirname,
      '../../../../node_modules/.cache/quanheng/embedded-postgres.mjs',
    );
    writeFileSync(
      script,
      `import { startEmbeddedPostgres } from ${JSON.stringify(bundle)};
       await startEmbeddedPostgres({ dataDir: ${JSON.stringify(join(home, 'data'))}, fsync: false });
       console.log('up');
       setInterval(() => {}, 1000);`,
    );
    const starter = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(starter.stdout, 'data');
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    server = await start(); // Waits for the one before, which must have ended in order.
    const log = readFileSync(join(home, 'data/postgres.log'), 'utf8').split('starting PostgreSQL').at(-2);
    expect(log).toContain('received fast shutdown request');
    expect(log).toContain('database system is shut down');
  });

  it.each([
    ['PG_VERSION', 'PG_VERSION is missing'],
    ['global/pg_control', 'global/pg_control is missing'],
  ])('refuses a data folder without %s', async (name, reason) => {
    const content = readFileSync(cluster(name));
    unlinkSync(cluster(name));
    await expect(start()).rejects.toThrow(new RegExp(`is broken \\(${reason}\\): restore it from a backup`));
    writeFileSync(cluster(name), content);
  });

  it('refuses a data folder of another major version', async () => {
    const content = readFileSync(cluster('PG_VERSION'));
    writeFileSync(cluster('PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/was written by PostgreSQL 17, this is 18/);
    writeFileSync(cluster('PG_VERSION'), content);
  });

  it('gives the reason of the server itself when it does not start', async () => {
    const content = readFileSync(cluster('postgresql.conf'));
    writeFileSync(cluster('postgresql.conf'), 'no such setting = 1\n');
    await expect(start()).rejects.toThrow(/^PostgreSQL did not start: .*contains errors \(see /);
    writeFileSync(cluster('postgresql.conf'), content);
  });

  it('begins anew after a first start that was cut off', async () => {
    rmSync(cluster(), { recursive: true });
    mkdirSync(join(home, 'data/cluster.new/cluster/base'), { recursive: true });
    server = await start();
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountEntity, systemContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { isTokenOf } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import { runBootstrap } from './bootstrap.js';

// Real: PostgreSQL, migrated and empty, as the application's role under row security.
let test: TestDatabase;
beforeAll(async () => void (test = await createTestDatabase()));
afterAll(() => test.close());

async function run(args: string[], env: Record<string, string> = {}) {
  const lines: string[] = [];
  const all = { DATABASE_URL: test.url, PUBLIC_URL: 'https://qj.demo.example/', ...env };
  const code = await runBootstrap(args, all, (line) => lines.push(line));
  return { code, text: lines.join('\n'), token: /invitation#(\S+)/.exec(lines.join('\n'))?.[1] ?? '' };
}
const EMAIL = ['--email', 'admin@demo.example'];
const query = <T>(sql: string) => test.database.read(systemContext(), (tx) => tx.query<T>(sql));
const openHashes = async () =>
  (await query<{ hash: string }>('SELECT link_hash AS hash FROM invitation WHERE withdrawn_at IS NULL')).map(
    ({ hash }) => hash,
  );

describe('the first run of a production system', () => {
  it('says what it needs', async () => {
    expect((await run([])).text).toContain('--email');
    expect((await run(['--email', 'nobody'])).code).toBe(1);
    expect((await run(['--password', 'x', ...EMAIL])).code).toBe(1);
    expect((await run(EMAIL, { PUBLIC_URL: '' })).text).toBe('Missing: PUBLIC_URL');
  });

  it('puts the master data in place and prints one link, of which a hash is kept; of two at once one does', async () => {
    const runs = await Promise.all([run(EMAIL), run(EMAIL)]);
    expect(runs.map(({ code }) => code).sort()).toEqual([0, 1]);
    const [done] = runs.filter(({ code }) => code === 0);
    expect(done!.text).toContain('https://qj.demo.example/invitation#');
    expect(isTokenOf(done!.token, await openHashes())).toBe(true);
    const [counts] = await query(
      `SELECT (SELECT count(*)::int FROM region) > 3000 AS regions, (SELECT count(*)::int FROM catalogue_item) > 40 AS kinds,
         (SELECT count(*)::int FROM calendar_day) > 50 AS days, (SELECT status FROM catalogue_edition) AS edition,
         (SELECT count(*)::int FROM account) AS accounts, (SELECT roles FROM invitation) AS roles`,
    );
    expect(counts).toEqual({
      regions: true,
      kinds: true,
      days: true,
      edition: 'DEMO',
      accounts: 0,
      roles: ['PLATFORM_ADMIN'],
    });
  });

  it('refuses to run twice; a lost link is replaced, and no longer works', async () => {
    const refused = await run(EMAIL);
    expect([refused.code, refused.token]).toEqual([1, '']);
    expect(refused.text).toContain('--renew');
    const before = await openHashes();
    const renewed = await run([...EMAIL, '--renew']);
    expect(renewed.code).toBe(0);
    const after = await openHashes();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
    expect(isTokenOf(renewed.token, after)).toBe(true);
    const [regions] = await query<{ many: boolean }>(
      'SELECT count(*) = count(DISTINCT code) AS many FROM region',
    );
    expect(regions?.many).toBe(true);
  });

  it('refuses for good once there is an admin', async () => {
    await test.database.write(systemContext(), (tx) =>
      tx.manager.insert(AccountEntity, {
        ...{
          id: uuidv7(),
          version: 1,
          loginName: 'a',
          loginKey: 'a',
          displayName: '演示',
          passwordHash: 'none',
        },
        ...{ status: 'DISABLED' as const, roles: ['PLATFORM_ADMIN' as const] },
      }),
    );
    for (const args of [EMAIL, [...EMAIL, '--renew']]) {
      const { code, text } = await run(args);
      expect([code, text]).toEqual([1, expect.stringContaining('already')]);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { orTaken } from './or-taken.js';
import { systemContext } from './tenant-context.js';

// Real: PostgreSQL, which alone says that something is taken.
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const refusal = () => new Error('taken');
const query = (sql: string) =>
  orTaken(() => test.database.write(systemContext(), (tx) => tx.query(sql)), refusal);
const count = (key: string) => query(`INSERT INTO login_counter (login_key, failures) VALUES ('${key}', 1)`);

describe('what must be there once', () => {
  it('is refused in the words given to whoever comes second, also at the same time', async () => {
    await count('one');
    await expect(count('one')).rejects.toThrow('taken');
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => count('two')));
    const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect(reasons).toEqual(Array(4).fill('Error: taken'));
  });

  it('and nothing else is called taken', async () => {
    await expect(orTaken(() => Promise.resolve(7), refusal)).resolves.toBe(7);
    await expect(query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
  });
});

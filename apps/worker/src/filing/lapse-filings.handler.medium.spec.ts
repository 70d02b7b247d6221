import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AuditEventEntity, FilingItemEntity, InstrumentEntity, systemContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { DEFAULT_SETTINGS, isFilingLapsed } from '@quanheng/domain';
import type { JobContext } from '@quanheng/queues';
import { arrangeFiledInstruments, type FiledCase } from '../testing/filed-instruments.js';
import { arrangeCertificate, arrangeReceipt } from '../testing/received-instrument.js';
import type { WorkerServices } from '../services.js';
import { lapseFilings } from './lapse-filings.handler.js';

// Real: PostgreSQL. The day is 2026-11-23.
const TODAY = '2026-11-23';
const context = { signal: new AbortController().signal, requestId: undefined, attempt: 1 } as JobContext;
let test: TestDatabase;
let handle: (payload: { on: string }, context: JobContext) => Promise<void>;

beforeAll(async () => {
  test = await createTestDatabase();
  handle = lapseFilings({ database: test.database } as WorkerServices);
});
afterAll(() => test.close());

/** Every combination of what the rule looks at, the edges of each window among them. */
function everyCase(): FiledCase[] {
  const dates = (...values: (string | null)[]) => values;
  return dates('2026-11-12', '2026-11-13', '2026-11-23', '2026-01-05').flatMap((filedOn) =>
    dates(null, '2026-11-22', '2026-11-23', '2026-12-24', '2027-07-01').flatMap((validUntil) =>
      dates(null, '2026-11-12', '2026-11-13').flatMap((endedWithoutResultOn) =>
        [false, true].flatMap((failed) =>
          [false, true].flatMap((verifiedForGood) =>
            [false, true].map((booked) => ({
              filedOn: filedOn as string,
              validUntil,
              endedWithoutResultOn,
              failed,
              verifiedForGood,
              booked,
            })),
          ),
        ),
      ),
    ),
  );
}

it('lapses exactly what the domain’s rule says, with its item, and leaves the rest alone', async () => {
  const cases = everyCase();
  const ids = await arrangeFiledInstruments(test, cases);
  const expected = cases.map(({ booked, ...facts }) =>
    isFilingLapsed(
      { ...facts, lapsedOn: null, lifecycle: 'ACTIVE', inOpenAppointment: booked },
      TODAY,
      DEFAULT_SETTINGS,
    ),
  );
  expect(new Set(expected)).toEqual(new Set([true, false]));

  await handle({ on: TODAY }, context);

  const { instruments, items } = await test.database.read(systemContext(), async (tx) => ({
    instruments: new Map((await tx.manager.find(InstrumentEntity)).map((row) => [row.id, row])),
    items: new Map((await tx.manager.find(FilingItemEntity)).map((row) => [row.instrumentId, row])),
  }));
  const found = ids.map((id) => instruments.get(id)?.filedOn === null);
  const differing = cases.filter((_, index) => found[index] !== expected[index]);
  expect(differing).toEqual([]);
  expect(ids.map((id) => items.get(id)?.status === 'LAPSED')).toEqual(expected);
});

it('does nothing when it runs again, and has left one event an item', async () => {
  const count = () =>
    test.database.read(systemContext(), (tx) =>
      tx.manager.countBy(AuditEventEntity, { action: 'filing-item.lapse' }),
    );
  const before = await count();
  expect(before).toBeGreaterThan(0);
  await handle({ on: TODAY }, context);
  expect(await count()).toBe(before);
});

it('stops between batches when the worker is being stopped', async () => {
  const signal = AbortSignal.abort(new Error('stopping'));
  await expect(handle({ on: TODAY }, { ...context, signal })).rejects.toThrow('stopping');
});

it('waits for a certificate that is not signed yet: it opens the next cycle without another filing ★', async () => {
  const waiting = await arrangeReceipt(test);
  await arrangeCertificate(test, waiting, { status: 'DRAFT', number: null, issuedAt: null });
  await test.database.write(systemContext(), (tx) =>
    tx.manager.update(InstrumentEntity, waiting.instrumentId, { filedOn: '2026-11-01' }),
  );
  const filedOn = async () =>
    (
      await test.database.read(systemContext(), (tx) =>
        tx.manager.findOneByOrFail(InstrumentEntity, { id: waiting.instrumentId }),
      )
    ).filedOn;
  await handle({ on: TODAY }, context);
  expect(await filedOn()).toBe('2026-11-01');
  await test.database.write(systemContext(), (tx) =>
    tx.query(`UPDATE certificate SET status = 'REVOKED' WHERE instrument_id = $1`, [waiting.instrumentId]),
  );
  await handle({ on: TODAY }, context);
  expect(await filedOn()).toBeNull();
});

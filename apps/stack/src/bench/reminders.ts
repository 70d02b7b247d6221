import { setTimeout as delay } from 'node:timers/promises';
import { median, timed } from './load.js';
import type { Results } from './results.js';
import type { Site } from './site.js';

/** The least that remembers whom to remind: everything due within a month or overdue, once. */
const FLOOR = `INSERT INTO floor_reminder (instrument_id, cycle, step, enterprise_id, notification_id)
  SELECT i.id, i.valid_until, 'month', i.enterprise_id, i.enterprise_id FROM instrument i
  LEFT JOIN floor_reminder r ON r.instrument_id = i.id AND r.cycle = i.valid_until AND r.step = 'month'
  WHERE i.lifecycle = 'ACTIVE' AND i.valid_until <= (current_date + interval '1 month')::date AND r.instrument_id IS NULL`;

const NEXT_DAY = 86_400_000;

/** P4: the worker's daily scan, first and again, against one statement. */
export async function benchReminders(site: Site, results: Results): Promise<void> {
  await site.startWorker();
  await site.admin.query('CREATE TABLE IF NOT EXISTS floor_reminder (LIKE reminder INCLUDING ALL)');
  const rows = site.rows.toLocaleString('en');
  for (const [work, days] of [
    [`reminder scan, first, ${rows} rows`, [0]],
    [`reminder scan, daily, ${rows} rows`, [1, 2, 3]],
  ] as const) {
    const times = [];
    for (const day of days) {
      await untilIdle(site);
      const floor = await timed(() => site.admin.query(FLOOR));
      const ours = await scan(site, day);
      times.push({ floor, ours });
    }
    const [floor, ours] = [median(times.map((t) => t.floor)), median(times.map((t) => t.ours))];
    results.add({ id: 'P4', work, floor, ours, unit: 'ms', ratio: ours / floor });
  }
}

/** What a scan set off (the messages go out) is no part of the next one, and would slow both. */
async function untilIdle(site: Site): Promise<void> {
  for (let open = 1; open > 0; await delay(100)) {
    const { rows } = await site.admin.query<{ open: number }>(
      'SELECT count(*)::int AS open FROM outbox WHERE done_at IS NULL AND failed_at IS NULL',
    );
    open = rows[0]?.open ?? 0;
  }
}

/** Promises the job as the schedule does; answers the milliseconds from its being handed over until it is done. */
async function scan(site: Site, day: number): Promise<number> {
  const on = new Date(Date.now() + day * NEXT_DAY).toISOString().slice(0, 10);
  const jobId = `reminder.scan.bench-${day}`;
  await site.admin.query(
    `INSERT INTO outbox (id, name, job_id, payload) VALUES (uuidv7(), 'reminder.scan', $1, $2)`,
    [jobId, JSON.stringify({ on })],
  );
  for (;;) {
    const { rows } = await site.admin.query<{ ms: number | null; failed: boolean }>(
      `SELECT extract(epoch FROM done_at - relayed_at) * 1000 AS ms, failed_at IS NOT NULL AS failed FROM outbox WHERE job_id = $1`,
      [jobId],
    );
    if (rows[0]?.failed) throw new Error('The reminder scan failed.');
    if (rows[0]?.ms) return Number(rows[0].ms);
    await delay(20);
  }
}

import { buildJob, jobIdOf } from './build-job.js';
import { JOBS, QUEUE_NAMES, isJobName } from './jobs.js';

const ID = '0198f0a2-7b1c-7def-8a00-0123456789ab';

test('the same payload is the same job, whoever asked for it', () => {
  const first = buildJob('certificate.render', { certificateId: ID, requestId: 'a' });
  const second = buildJob('certificate.render', { certificateId: ID, requestId: 'b' });
  expect(first.jobId).toBe(`certificate.render.${ID}`);
  expect(second.jobId).toBe(first.jobId);
});

test('what may be done again has its revision in the id', () => {
  expect(jobIdOf('import.validate', { importId: ID, revision: 0 })).toBe(`import.validate.${ID}.0`);
  expect(jobIdOf('import.validate', { importId: ID, revision: 1 })).toBe(`import.validate.${ID}.1`);
  expect(jobIdOf('import.commit', { importId: ID })).toBe(`import.commit.${ID}`);
  expect(jobIdOf('reminder.scan', { on: '2026-11-23' })).toBe('reminder.scan.2026-11-23');
});

test.each(['a:b', 'a b', '张三', 'a/b', ''])('an id with %p in it is refused', (importId) => {
  expect(() => buildJob('import.parse', { importId })).toThrow(RangeError);
});

test('a delay is an instant; without one there is none', () => {
  const before = Date.now();
  const later = buildJob('notification.deliver', { notificationId: ID }, { delayMs: 60_000 });
  expect(later.availableAt!.getTime()).toBeGreaterThanOrEqual(before + 60_000);
  expect(buildJob('notification.deliver', { notificationId: ID })).not.toHaveProperty('availableAt');
});

test('every job has a queue that is worked on, several tries and a pause between them', () => {
  for (const [name, job] of Object.entries(JOBS)) {
    expect(isJobName(name)).toBe(true);
    expect(QUEUE_NAMES).toContain(job.queue);
    expect(job.attempts).toBeGreaterThan(1);
    expect(job.backoffMs).toBeGreaterThan(0);
  }
  expect(isJobName('toString')).toBe(false);
});

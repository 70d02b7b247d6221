import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './checkout.mjs';
import { command, say } from './command.mjs';
import { local, run } from './commands.mjs';
import { build, install } from './prepare.mjs';

const LIMIT_MS = 29 * 60_000;
const REPORTS = join(ROOT, 'node_modules/.cache/quanheng/reports');
const JOURNEYS = join(ROOT, 'apps/e2e/playwright.config.ts');

/**
 * `npm test`: set-up, everything Jest runs, then the browser journeys. The last line says `N passed, N failed`.
 * Arguments go to Jest, and then the journeys are left out.
 */
export function test(args) {
  return command(async ({ stop }) => {
    const late = AbortSignal.timeout(LIMIT_MS);
    const signal = AbortSignal.any([stop, late]);
    await install(say, signal);
    if (!signal.aborted) await build(say, signal);
    const results = [await jest(args, signal)];
    if (args.length === 0 && existsSync(JOURNEYS)) results.push(await journeys(signal));
    if (late.aborted)
      say(`Ended after ${LIMIT_MS / 60_000} minutes, which is more than a test run may take.`);
    return conclude(results, signal.aborted);
  });
}

function conclude(results, cutOff) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  if (passed + failed === 0) say('No test was run.');
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 || cutOff || results.some(({ ok }) => !ok) ? 1 : 0;
}

async function jest(args, signal) {
  const report = freshReport('jest.json');
  const workers = `--maxWorkers=${availableParallelism()}`;
  const ok = await succeeds(
    // --ci: a snapshot that nobody committed is a failure, not a new truth.
    local('jest/bin/jest.js', '--ci', workers, '--json', `--outputFile=${report}`, ...args),
    signal,
    { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
  );
  const read = readReport(report);
  if (!read) return { ok: false, passed: 0, failed: 1 };
  // A file that can't even be loaded counts as one failed test.
  return { ok, passed: read.numPassedTests, failed: read.numFailedTests + read.numRuntimeErrorTestSuites };
}

async function journeys(signal) {
  const report = freshReport('journeys.json');
  const ok = await succeeds(
    local('@playwright/test/cli.js', 'test', `--config=${JOURNEYS}`, '--reporter=list,json'),
    signal,
    { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  );
  const read = readReport(report);
  if (!read) return { ok: false, passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = read.stats;
  // What passes only at the second try has not passed; what failed outside a test is an error of its own.
  return { ok, passed: expected, failed: unexpected + flaky + read.errors.length };
}

function succeeds(program, signal, env) {
  if (signal.aborted) return false;
  return run(program, { failure: 'Failed', signal, env }).then(
    () => !signal.aborted,
    () => false,
  );
}

function freshReport(name) {
  const report = join(REPORTS, name);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  return report;
}

function readReport(report) {
  return existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
}

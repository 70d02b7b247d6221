import { command, say } from './command.mjs';
import { local, nx, run } from './commands.mjs';
import { isDone, markDone, ofSources } from './fingerprint.mjs';
import { install } from './prepare.mjs';

const PRETTIER = ['--log-level=warn', '--cache', '--cache-strategy=content'];
const PRETTIER_CACHE = '--cache-location=node_modules/.cache/quanheng/prettier';

/**
 * `npm run lint`: types, rules with the boundaries, the API's document, formatting; all of them, even when one fails.
 * What did not change since it was found good is not looked at again. With `-- --fix` it mends what it can.
 */
export function lint(fix) {
  return command(async ({ stop: signal }) => {
    const failures = [];
    const check = async (title, program, options) => {
      if (signal.aborted) return;
      say(`${title} ...`);
      await run(program, { failure: `${title}: not in order`, signal, ...options }).catch((error) =>
        failures.push(error.message),
      );
    };
    const once = async (stamp, title, program) => {
      const sources = ofSources();
      if (isDone(stamp, sources)) return;
      const before = failures.length;
      await check(title, program);
      if (failures.length === before && !signal.aborted) markDone(stamp, sources);
    };
    await install(say, signal);
    await check('Types', nx('run-many', '-t', 'typecheck'), { quiet: true });
    // After Nx, which renews the project graph that the boundary rule reads.
    await once(
      'eslint',
      'Rules',
      local('eslint/bin/eslint.js', '.', '--max-warnings=0', ...(fix ? ['--fix'] : [])),
    );
    await once('openapi', 'API document', [process.execPath, 'libs/api-client/lint.mjs']);
    const prettier = local(
      'prettier/bin/prettier.cjs',
      fix ? '--write' : '--check',
      ...PRETTIER,
      PRETTIER_CACHE,
      '.',
    );
    await check('Formatting', prettier);
    for (const failure of failures) console.error(failure);
    return failures.length > 0 || signal.aborted ? 1 : 0;
  });
}

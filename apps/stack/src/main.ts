import { announce } from './announce.js';
import { bringUp } from './bring-up.js';
import { runParts, untilAborted, type Interruption } from './run-parts.js';

export { dev } from './dev.js';

/** Runs everything on one machine until it is interrupted; answers the exit code. */
export async function start(root: string, interruption: Interruption): Promise<number> {
  return runParts(root, interruption, async (config, parts, ending) => {
    const { accounts } = await bringUp(config, parts, ending);
    announce(config, accounts);
    await untilAborted(ending);
  });
}

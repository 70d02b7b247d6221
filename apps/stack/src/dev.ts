import { announce, say } from './announce.js';
import { bringUp } from './bring-up.js';
import { build, startVite } from './dev-tools.js';
import { runParts, untilAborted, type Interruption } from './run-parts.js';
import { watchSources } from './watch-sources.js';

/**
 * `npm run dev`: as `npm start`, but API and worker are built and restarted when a source of theirs or of a library
 * changes, and Vite serves the web application with hot reload. Answers the exit code.
 */
export async function dev(root: string, interruption: Interruption): Promise<number> {
  return runParts(root, interruption, async (config, parts, ending) => {
    const running = await bringUp(config, parts, ending);
    const vite = await startVite(config);
    parts.add(vite.part);
    announce({ ...config, publicUrl: `${vite.url} (API: ${config.publicUrl})` }, running.accounts);
    const close = watchSources(root, async (changed) => {
      say(`${changed} changed, building ...`);
      if (await build(root)) {
        await running.restartApps();
        say('Restarted.');
      }
    });
    await untilAborted(ending);
    await close();
  });
}

import { createServer } from 'node:net';
import { isInstalled, Refusal, ROOT } from './checkout.mjs';
import { command, say } from './command.mjs';
import { toolEnvironment } from './commands.mjs';
import { build, install } from './prepare.mjs';

/** `npm start`: everything on one machine. */
export function start() {
  return runStack((stack, interruption) => stack.start(ROOT, interruption));
}

/** `npm run dev`: the same with reload. */
export function dev() {
  Object.assign(process.env, toolEnvironment());
  return runStack((stack, interruption) => stack.dev(ROOT, interruption));
}

/** `npm run bench`: how far from the floor everything is, on data of its own. `-- P1 P3` for some works only. */
export function bench(works) {
  return runBuilt(async (interruption) => {
    const { bench } = await import('../dist/bench/main.js');
    return bench(ROOT, works, interruption);
  });
}

function runStack(action) {
  return runBuilt(async (interruption) => action(await import('../dist/main.js'), interruption), requirePort);
}

function runBuilt(action, beforeInstalling = async () => undefined) {
  return command(async (interruption) => {
    if (!isInstalled()) await beforeInstalling();
    await install(say, interruption.stop);
    if (!interruption.stop.aborted) await build(say, interruption.stop);
    if (interruption.stop.aborted) return 0;
    return action(interruption);
  });
}

/** Before minutes of installing; the start itself looks again. */
async function requirePort() {
  const port = Number(process.env.PORT || 3000);
  const host = process.env.HOST || '127.0.0.1';
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', () =>
      reject(new Refusal(`Port ${port} is in use: choose another with PORT=3001 npm start.`)),
    );
    server.listen({ port, host }, () => server.close(resolve));
  });
}

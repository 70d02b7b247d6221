import { createServer } from 'node:net';
import { isInstalled, Refusal, ROOT } from './checkout.mjs';
import { listenForInterruption } from './interruption.mjs';
import { build, install } from './prepare.mjs';

const say = (line) => console.log(line);

/** `npm start`: everything on one machine. */
export function start() {
  return runStack((stack, interruption) => stack.start(ROOT, interruption));
}

/** `npm run dev`: the same with reload. */
export function dev() {
  return runStack((stack, interruption) => stack.dev(ROOT, interruption));
}

async function runStack(action) {
  const interruption = listenForInterruption();
  try {
    if (!isInstalled()) await requirePort();
    await install(say, interruption.stop);
    if (!interruption.stop.aborted) await build(say, interruption.stop);
    if (interruption.stop.aborted) return;
    process.exitCode = await action(await import('../dist/main.js'), interruption);
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Refusal ? error.message : error);
  }
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

import { rmSync } from 'node:fs';

/** Jest's globalTeardown, also after failed tests: stops the server of `start-postgres` and removes its folder. */
export default async function stopPostgres(): Promise<void> {
  const started = globalThis.quanhengTestServer;
  globalThis.quanhengTestServer = undefined;
  if (!started) return;
  const { server, folder } = await started;
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

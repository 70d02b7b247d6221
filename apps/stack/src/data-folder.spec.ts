import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';
import { takeDataFolder } from './data-folder.js';

/** Real: files, processes, /proc. */
describe('taking a data folder', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'quanheng-data-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const mark = () => join(root, '.data/running.json');

  it('makes it and gives it back', () => {
    const release = takeDataFolder(readConfig(root, {}));
    expect(existsSync(join(root, '.data/logs'))).toBe(true);
    expect(JSON.parse(readFileSync(mark(), 'utf8'))).toMatchObject({ pid: process.pid });
    release();
    expect(existsSync(mark())).toBe(false);
  });

  it('is refused while another instance runs on it, naming its address and process', () => {
    takeDataFolder(readConfig(root, { PORT: '3456' }));
    expect(() => takeDataFolder(readConfig(root, {}))).toThrow(
      `Quanheng is already running at http://127.0.0.1:3456 on this data folder (process ${process.pid})`,
    );
  });

  it('goes on when the other instance is gone, even if its process id was used again', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    takeDataFolder(readConfig(root, {}))();
    for (const other of [
      { pid: gone.pid, startedAt: '1', url: 'http://x' },
      { pid: process.pid, startedAt: '1', url: 'http://x' },
    ]) {
      writeFileSync(mark(), JSON.stringify(other));
      expect(() => takeDataFolder(readConfig(root, {}))()).not.toThrow();
    }
  });

  it('goes on when the mark was cut off in the middle', () => {
    takeDataFolder(readConfig(root, {}))();
    writeFileSync(mark(), '{"pid": 12');
    expect(() => takeDataFolder(readConfig(root, {}))()).not.toThrow();
  });

  it('says so when it is not a folder or must not be written', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(() => takeDataFolder(readConfig(root, { DATA_DIR: file }))).toThrow(
      /^The data folder .*file can't be used: it can't be written \(EEXIST\)\. Choose another with DATA_DIR=/,
    );
    chmodSync(file, 0o400);
    expect(() => takeDataFolder(readConfig(root, { DATA_DIR: join(file, 'below') }))).toThrow(/ENOTDIR/);
  });
});

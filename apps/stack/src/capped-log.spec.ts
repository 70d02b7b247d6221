import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { collectLog, lastLines } from './capped-log.js';

describe('the log of a child', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'quanheng-log-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  async function write(file: string, chunks: string[]): Promise<void> {
    const stream = new PassThrough();
    collectLog(file, [stream]);
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    await finished(stream);
  }

  it('ends with what the latest start wrote', async () => {
    const file = join(folder, 'api.log');
    await write(file, ['from the first start\n']);
    await write(file, ['one\n', 'two\n', 'three\n']);
    expect(readFileSync(file, 'utf8')).toContain('from the first start');
    expect(lastLines(file)).toBe('one\ntwo\nthree');
    expect(lastLines(file, 2)).toBe('two\nthree');
    expect(lastLines(join(folder, 'none.log'))).toBe('');
  });

  it('keeps two files of some 10 MB and no more', async () => {
    const file = join(folder, 'worker.log');
    const megabyte = `${'x'.repeat(1024 * 1024 - 1)}\n`;
    await write(
      file,
      Array.from({ length: 34 }, () => megabyte),
    );
    expect(statSync(file).size + statSync(`${file}.1`).size).toBeLessThan(24 * 1024 * 1024);
    expect(existsSync(`${file}.2`)).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

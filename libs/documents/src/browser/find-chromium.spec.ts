import { jest } from '@jest/globals';
import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unpackBundledChromium } from './bundled-chromium.js';
import { findChromium } from './find-chromium.js';

jest.setTimeout(60_000);
const before = process.env['CHROMIUM_PATH'];

afterEach(() => {
  if (before === undefined) delete process.env['CHROMIUM_PATH'];
  else process.env['CHROMIUM_PATH'] = before;
});

describe('findChromium', () => {
  it('finds one on every machine', async () => {
    const { executablePath } = await findChromium();
    expect((await lstat(executablePath)).mode & 0o100).toBe(0o100);
  });

  it('takes the configured one before all others', async () => {
    process.env['CHROMIUM_PATH'] = process.execPath;
    expect(await findChromium()).toMatchObject({ executablePath: process.execPath, env: {} });
  });

  it('says which setting is wrong when that is none', async () => {
    process.env['CHROMIUM_PATH'] = '/nowhere/chromium';
    await expect(findChromium()).rejects.toThrow('CHROMIUM_PATH is /nowhere/chromium');
  });

  it('gives up the sandbox only as root', async () => {
    const { args } = await findChromium();
    expect(args.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
    expect(args.join(' ')).not.toMatch(/web-security|single-process|insecure/);
  });

  it('unpacks the bundled one once, into a folder that nobody else can enter', async () => {
    const [one, two] = await Promise.all([unpackBundledChromium(), unpackBundledChromium()]);
    expect(one).toBe(two);
    expect((await lstat(one)).mode & 0o777).toBe(0o700);
    expect(dirname(one)).not.toBe(one);
  });
});

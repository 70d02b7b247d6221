import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSecrets } from './secrets.js';

describe('the secrets of a data folder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'quanheng-secrets-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are made once, at random, readable by their owner only', () => {
    const secrets = readSecrets(folder);
    expect(readSecrets(folder)).toEqual(secrets);
    expect(Buffer.from(secrets.fileKey, 'base64')).toHaveLength(32);
    expect(new Set(Object.values(secrets)).size).toBe(4);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('keep what is there when one is missing', () => {
    const file = join(folder, 'secrets.json');
    const { fileKey } = readSecrets(folder);
    writeFileSync(file, JSON.stringify({ fileKey }));
    const secrets = readSecrets(folder);
    expect(secrets.fileKey).toBe(fileKey);
    expect(secrets.jwtSecret).toMatch(/^.{64}$/);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(secrets);
  });

  it('are never replaced when the file is damaged', () => {
    const file = join(folder, 'secrets.json');
    writeFileSync(file, '{"fileKey": "abc');
    expect(() => readSecrets(folder)).toThrow(/can't be read as JSON: restore it from a backup/);
    expect(readFileSync(file, 'utf8')).toBe('{"fileKey": "abc');
  });
});

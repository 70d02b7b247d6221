import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from './start-failure.js';

const MAKERS = {
  jwtSecret: () => randomBytes(48).toString('base64url'),
  /** AES-256: 32 bytes. Without it the encrypted files can't be read again. */
  fileKey: () => randomBytes(32).toString('base64'),
  ownerPassword: () => randomBytes(24).toString('hex'),
  appPassword: () => randomBytes(24).toString('hex'),
};

export type Secrets = Record<keyof typeof MAKERS, string>;

/** The secrets of this data folder, made at its first start. */
export function readSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const known = existsSync(file) ? parse(file) : {};
  const secrets = Object.fromEntries(
    Object.entries(MAKERS).map(([name, make]) => [name, known[name as keyof Secrets] ?? make()]),
  ) as Secrets;
  if (Object.keys(MAKERS).some((name) => !known[name as keyof Secrets])) {
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return secrets;
}

function parse(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch {
    throw new StartFailure(
      `${file} can't be read as JSON: restore it from a backup, the stored files depend on it.`,
    );
  }
}

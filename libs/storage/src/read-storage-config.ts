import { createClamdScanner } from './clamd-scanner.js';
import { StorageConfigError } from './errors.js';
import type { S3Config } from './s3-bucket.js';
import type { StorageConfig } from './storage.js';

/**
 * API and worker read the same variables: `STORAGE_DIR` or `S3_BUCKET` and the other `S3_…`; `FILE_KEY`, base64 of
 * 32 bytes, encrypts ID scans; `CLAMD_URL`, a ClamAV daemon that must pass each upload. @throws StorageConfigError naming the variable
 */
export function readStorageConfig(env: NodeJS.ProcessEnv): StorageConfig {
  const key = Buffer.from(env['FILE_KEY'] ?? '', 'base64');
  if (key.length !== 32) throw new StorageConfigError('FILE_KEY must be 32 bytes in base64.');
  const clamd = env['CLAMD_URL'];
  return {
    directory: env['STORAGE_DIR'] ?? '',
    s3: readS3(env),
    encryptionKeys: [{ id: 'k1', key }],
    scan: clamd ? createClamdScanner(clamd) : undefined,
  };
}

function readS3(env: NodeJS.ProcessEnv): S3Config | undefined {
  if (!env['S3_BUCKET']) return undefined;
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new StorageConfigError(`${name} is missing.`);
    return value;
  };
  return {
    bucket: env['S3_BUCKET'],
    endpoint: env['S3_ENDPOINT'],
    region: env['S3_REGION'] ?? 'us-east-1',
    accessKeyId: need('S3_ACCESS_KEY_ID'),
    secretAccessKey: need('S3_SECRET_ACCESS_KEY'),
  };
}

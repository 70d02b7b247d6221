import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Disk } from 'flydrive';
import { StorageConfigError } from './errors.js';
import type { FileStore } from './file-store.js';

export interface S3Config {
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** For everything that isn't Amazon's own, e.g. a MinIO at `http://minio:9000`. */
  endpoint?: string | undefined;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`; default true when there is an endpoint. */
  forcePathStyle?: boolean | undefined;
}

/** Objects in a bucket. An object appears whole or not at all, so no temporary name is needed. */
export function openS3Bucket(config: S3Config): FileStore {
  let opening: Promise<Disk> | undefined;
  const disk = () => (opening ??= openDisk(config));
  return {
    // S3 wants the length beforehand, which a stream doesn't tell; our files are some 20 MB at most.
    write: async (key, content) => (await disk()).put(key, await buffer(content)),
    read: async (key) => (await disk()).getStream(key),
    exists: async (key) => (await disk()).exists(key),
    delete: async (key) => (await disk()).delete(key),
    check: async () => void (await (await disk()).exists(`check/${randomUUID()}`)),
    sweep: async () => undefined,
  };
}

/** Loaded only where S3 is configured: the AWS client is large, and an installation with a local folder has no use for it. */
async function openDisk({ endpoint, accessKeyId, secretAccessKey, ...config }: S3Config): Promise<Disk> {
  const { S3Driver } = await import('flydrive/drivers/s3').catch((cause) => {
    const packages = '@aws-sdk/client-s3 and @aws-sdk/s3-request-presigner';
    throw new StorageConfigError(`Storage in S3 needs the packages ${packages} to be installed.`, { cause });
  });
  return new Disk(
    new S3Driver({
      bucket: config.bucket,
      region: config.region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: config.forcePathStyle ?? endpoint !== undefined,
      ...(endpoint && { endpoint }),
      visibility: 'private',
      supportsACL: false,
    }),
  );
}

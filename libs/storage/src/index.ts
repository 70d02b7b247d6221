export { detectFileType, type FileType } from './detect-file-type.js';
export { type EncryptionKey } from './encryption.js';
export {
  DecryptionError,
  FileMissingError,
  FileTooLargeError,
  ImageTooLargeError,
  ImageUnreadableError,
  InvalidKeyError,
  ScanRefusedError,
  StorageConfigError,
  StorageError,
  StorageFullError,
} from './errors.js';
export { newKey } from './keys.js';
export { type S3Config } from './s3-bucket.js';
export { sanitizeImage, type SanitizedImage } from './sanitize-image.js';
export {
  createStorage,
  type PutOptions,
  type Storage,
  type StorageConfig,
  type StoredFile,
} from './storage.js';
export { readStorageConfig } from './read-storage-config.js';

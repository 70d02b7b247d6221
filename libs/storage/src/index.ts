export { detectFileType, type FileType } from './detect-file-type.js';
export { type EncryptionKey } from './encryption.js';
export {
  DecryptionError,
  FileActiveError,
  FileEncryptedError,
  FileInfectedError,
  FileMissingError,
  FileTooLargeError,
  FileUnreadableError,
  ImageTooLargeError,
  InvalidKeyError,
  ScannerUnavailableError,
  StorageConfigError,
  StorageError,
  StorageFullError,
} from './errors.js';
export { assertPassivePdf } from './inspect-pdf.js';
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

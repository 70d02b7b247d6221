import { DomainError } from '@quanheng/domain';
import {
  FileActiveError,
  FileEncryptedError,
  FileInfectedError,
  FileTooLargeError,
  FileUnreadableError,
  ImageTooLargeError,
  ScannerUnavailableError,
  StorageFullError,
} from '@quanheng/storage';

const SCANNER_RETRY_SECONDS = 30;

/** What the uploader is told of a file that wasn't stored; anything else is our own fault and passes as it is. */
export function refusalOf(error: unknown, limit: string): unknown {
  if (error instanceof StorageFullError) return new DomainError('platform.storage-full');
  if (error instanceof FileTooLargeError) return new DomainError('file.too-large', { limit });
  if (error instanceof FileActiveError) return new DomainError('file.active-content');
  if (error instanceof FileEncryptedError) return new DomainError('file.encrypted');
  if (error instanceof FileInfectedError) return new DomainError('file.infected');
  if (error instanceof FileUnreadableError) return new DomainError('file.unreadable');
  if (error instanceof ImageTooLargeError)
    return new DomainError('file.image-too-large', { limit: error.maxPixels / 10_000 });
  if (error instanceof ScannerUnavailableError)
    return new DomainError('file.scanner-unavailable', { retryAfter: SCANNER_RETRY_SECONDS });
  return error;
}

/** What can go wrong with files, each its own class so that callers can tell the user's fault from the disk's. */
export class StorageError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No room left on the device or in the quota; nothing of the file was kept. */
export class StorageFullError extends StorageError {
  constructor(options?: ErrorOptions) {
    super('platform.storage-full', 'No space is left for files.', options);
  }
}

export class FileMissingError extends StorageError {
  constructor(key: string) {
    super('storage.file-missing', `There is no file ${key}.`);
  }
}

/** Not one of our own random names: path tricks end here. The key itself isn't repeated, as it may come from outside. */
export class InvalidKeyError extends StorageError {
  constructor() {
    super('storage.invalid-key', 'This is not a storage key.');
  }
}

export class FileTooLargeError extends StorageError {
  constructor(readonly maxBytes: number) {
    super('storage.file-too-large', `The file is larger than ${maxBytes} bytes.`);
  }
}

/** The stored bytes are not what was stored, or no configured key opens them. */
export class DecryptionError extends StorageError {
  constructor(message: string, options?: ErrorOptions) {
    super('storage.decryption-failed', message, options);
  }
}

/** The scanner found something in it. */
export class FileInfectedError extends StorageError {
  constructor(signature: string) {
    super('storage.file-infected', `The scanner found ${signature}.`);
  }
}

/** The scanner could not say: without its word nothing is stored. */
export class ScannerUnavailableError extends StorageError {
  constructor(options?: ErrorOptions) {
    super('storage.scanner-unavailable', 'The scanner gave no answer.', options);
  }
}

/** A PDF with scripts, programs to start or files inside. */
export class FileActiveError extends StorageError {
  constructor() {
    super('storage.file-active', 'The file does more than show pages.');
  }
}

export class FileEncryptedError extends StorageError {
  constructor() {
    super('storage.file-encrypted', 'The file is protected by a password.');
  }
}

export class FileUnreadableError extends StorageError {
  constructor(options?: ErrorOptions) {
    super('storage.file-unreadable', 'The file can not be read.', options);
  }
}

export class ImageTooLargeError extends StorageError {
  constructor(readonly maxPixels: number) {
    super('storage.image-too-large', `The image has more than ${maxPixels} pixels.`);
  }
}

export class StorageConfigError extends StorageError {
  constructor(message: string, options?: ErrorOptions) {
    super('storage.misconfigured', message, options);
  }
}

const FULL = new Set<unknown>(['ENOSPC', 'EDQUOT']);

/** The error itself, or the clear one for a full disk, which libraries wrap more than once. */
export function clarifyError(error: unknown): unknown {
  const isFull = causesOf(error).some((cause) => FULL.has((cause as { code?: unknown }).code));
  return isFull ? new StorageFullError({ cause: error }) : error;
}

/** An error and what it was caused by, outermost first. */
export function causesOf(error: unknown): object[] {
  const causes: object[] = [];
  for (let cause = error; typeof cause === 'object' && cause !== null && causes.length < 10;) {
    causes.push(cause);
    cause = (cause as { cause?: unknown }).cause;
  }
  return causes;
}

import type { FactoryProvider } from '@nestjs/common';
import { createStorage, readStorageConfig, type Storage } from '@quanheng/storage';

/** Token of the file storage; inject with `@Inject(STORAGE)`. */
export const STORAGE = Symbol('storage');
export type { Storage };

export const storageProvider: FactoryProvider = {
  provide: STORAGE,
  useFactory: (): Storage => createStorage(readStorageConfig(process.env)),
};

import { DomainError, DEFAULT_SETTINGS } from '@quanheng/domain';
import { open, readFile } from 'node:fs/promises';
import { openCsv } from './open-csv.js';
import { openXls } from './open-xls.js';
import { openXlsx } from './open-xlsx.js';
import { asRefusal } from './refusal.js';
import type { Spreadsheet, SpreadsheetSource } from './spreadsheet.js';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Opens an xlsx, xls or csv; which of them it is, its first bytes say, not its name.
 * @throws DomainError `file.empty`, `file.too-large` (a stream beyond `maxBytes`), `file.unreadable`,
 *   `file.type-not-allowed`, `import.password-protected`, `import.file-refused` (macros, entities, bombs, markup)
 */
export async function openSpreadsheet(
  source: SpreadsheetSource,
  maxBytes: number = DEFAULT_SETTINGS.importMaxBytes,
): Promise<Spreadsheet> {
  const file =
    typeof source === 'string' || source instanceof Uint8Array ? source : await collect(source, maxBytes);
  const head = await firstBytes(file);
  if (head.length === 0) throw new DomainError('file.empty');
  try {
    if (head.subarray(0, ZIP.length).equals(ZIP)) return await openXlsx(file);
    const bytes = typeof file === 'string' ? await readFile(file) : file;
    if (!head.equals(OLE)) return openCsv(bytes);
    return await openXls(bytes);
  } catch (error) {
    throw asRefusal(error);
  }
}

async function collect(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new DomainError('file.too-large', { limit: `${Math.floor(maxBytes / 1024 / 1024)} MB` });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function firstBytes(file: string | Uint8Array): Promise<Buffer> {
  if (typeof file !== 'string') return Buffer.from(file.subarray(0, OLE.length));
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(OLE.length), 0, OLE.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

import { listZipEntries } from './zip-entries.js';

export type FileType = 'pdf' | 'jpg' | 'png' | 'xlsx' | 'xls' | 'csv';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPG = Buffer.from([0xff, 0xd8, 0xff]);
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/**
 * What a file is by its content, never by its name (domain.md §1, quality.md §1.6); null for everything else. Strict
 * about beginnings and ends, so that a file can't be one thing for us and another for a browser: no junk in front of a
 * PDF, nothing behind a zip, no markup in a CSV, no macros in a workbook.
 */
export function detectFileType(content: Buffer): FileType | null {
  if (isPdf(content)) return 'pdf';
  if (startsWith(content, PNG) && content.toString('latin1', 12, 16) === 'IHDR') return 'png';
  if (startsWith(content, JPG)) return 'jpg';
  if (isXlsx(content)) return 'xlsx';
  if (isXls(content)) return 'xls';
  if (isCsv(content)) return 'csv';
  return null;
}

function startsWith(content: Buffer, magic: Buffer): boolean {
  return content.subarray(0, magic.length).equals(magic);
}

/** An archive's directory in its last 64 KB would make it a ZIP too, whatever stands behind it as a comment. */
const ZIP_REACH = 0x1_0000 + 22;
const PAGE = /<!doctype\s+html|<html|<script|<svg/i;

function isPdf(content: Buffer): boolean {
  if (!/^%PDF-[12]\.\d/.test(content.toString('latin1', 0, 8))) return false;
  if (content.subarray(-ZIP_REACH).includes('PK\x05\x06')) return false;
  if (PAGE.test(content.toString('latin1', 0, SNIFFED))) return false;
  const tail = content.toString('latin1', Math.max(0, content.length - 1024));
  return /%%EOF[\s\0]*$/.test(tail);
}

function isXlsx(content: Buffer): boolean {
  const names = listZipEntries(content);
  if (!names?.includes('[Content_Types].xml')) return false;
  return (
    names.some((name) => /^xl\/workbook\d*\.xml$/.test(name)) &&
    !names.some((name) => /vbaProject\.bin$/i.test(name))
  );
}

/** The directory of the compound file names its streams in UTF-16; a Word or encrypted file has others. */
function isXls(content: Buffer): boolean {
  if (!startsWith(content, OLE)) return false;
  const has = (stream: string) => content.includes(Buffer.from(`${stream}\0`, 'utf16le'));
  return (has('Workbook') || has('Book')) && !has('_VBA_PROJECT') && !has('EncryptedPackage');
}

const SEPARATORS = /[,;\t，；]/;
/** Control characters that no text has; tabs and line ends are fine. */
// eslint-disable-next-line no-control-regex
const BINARY = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
const FOREIGN = /%PDF-|<!doctype|<html|<script|<svg|<\?xml|\{\\rtf/i;
const SNIFFED = 1024;

function isCsv(content: Buffer): boolean {
  const text = decodeText(content);
  if (text === undefined || BINARY.test(text)) return false;
  const head = text.slice(0, SNIFFED);
  if (FOREIGN.test(head) || /^\s*(?:<|#!)/.test(head)) return false;
  // Clerks' lists begin with a title, so the first line needn't be the header.
  return SEPARATORS.test(head);
}

/** UTF-8, UTF-16 with its mark (Excel's "Unicode text"), or the Chinese national encoding that Excel saves CSV in. */
function decodeText(content: Buffer): string | undefined {
  const marked = content[0] === 0xff && content[1] === 0xfe;
  for (const encoding of marked ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch {
      continue;
    }
  }
  return undefined;
}

import type { FileType } from '@quanheng/storage';

const MAX_CHARACTERS = 100;
const ENDINGS: Record<FileType, RegExp> = {
  pdf: /\.pdf$/i,
  jpg: /\.jpe?g$/i,
  png: /\.png$/i,
  xlsx: /\.xlsx$/i,
  xls: /\.xls$/i,
  csv: /\.(csv|txt)$/i,
};

/**
 * The uploader's name as it is shown and offered again on download, never used as a path: without folders, control
 * characters and those that turn the direction of reading, and ending in what the content is.
 */
export function shownName(given: string, type: FileType): string {
  const plain = (given.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{C}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const named = plain || 'file';
  const ending = ENDINGS[type].exec(named)?.[0] ?? `.${type}`;
  const stem = ENDINGS[type].test(named) ? named.slice(0, -ending.length) : named;
  return `${[...(stem || 'file')].slice(0, MAX_CHARACTERS).join('')}${ending}`;
}

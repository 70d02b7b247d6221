import { normalizeText } from '@quanheng/domain';

/** What may stand between the two ends, as keyboards and input methods write it; a serial number may hold a hyphen. */
const SIGNS = /\s+to\s+|[-‐-―−~〜∼至到]+|\.{2,}/giu;
const NUMBERED = /^(.*?)(\d+)$/u;
/** Beyond this a range is surely a slip, and would fill the memory. */
const LONGEST = 1_000;

export interface SerialList {
  serials: string[];
  /** Ranges that can't be meant as they are written. */
  faults: { text: string; fault: 'backwards' | 'tooLong' }[];
  /** What may have been meant as a range, but is taken as the one serial number that it may be. */
  literal: string[];
}

/**
 * The serial numbers that a text lists: one a line or between commas; `A001-A050` stands for all between, with the same
 * number of digits. What only looks like a range (another beginning, digits alone) is taken as it is written.
 */
export function parseSerials(text: string): SerialList {
  const list: SerialList = { serials: [], faults: [], literal: [] };
  const parts = text
    .split(/[\r\n,，;；、\t]/u)
    .map((part) => part.trim())
    .filter((part) => normalizeText(part) !== '');
  for (const part of parts) add(part, list);
  return list;
}

function add(part: string, { serials, faults, literal }: SerialList): void {
  // Full-width figures and signs are those of an input method.
  const text = part.normalize('NFKC');
  const readings = [...text.matchAll(SIGNS)].map(({ index, 0: sign }) =>
    between(text.slice(0, index).trim(), text.slice(index + sign.length).trim(), sign === '-'),
  );
  const range = readings.find((reading) => Array.isArray(reading));
  const fault = readings.find((reading) => typeof reading === 'string');
  if (range) serials.push(...range);
  else if (fault === 'literal') literal.push(part);
  else if (fault) faults.push({ text: part, fault });
  if (!range && (!fault || fault === 'literal')) serials.push(part);
}

/**
 * All of a range, what is wrong with it, or nothing where it is none. Two equal beginnings make it surely a range; a
 * hyphen between figures alone (D11-23) is as likely a part of the number, unless they are filled up (A001-003).
 */
function between(
  first: string,
  last: string,
  isHyphen: boolean,
): string[] | SerialList['faults'][number]['fault'] | 'literal' | undefined {
  const [, prefix = '', from = ''] = NUMBERED.exec(first) ?? [];
  const [, otherPrefix = '', to = ''] = NUMBERED.exec(last) ?? [];
  if (from === '' || to === '') return undefined;
  const isSure = prefix !== '' && prefix === otherPrefix;
  const isPadded = from.length !== to.length && (from.startsWith('0') || to.startsWith('0'));
  const isAlike = otherPrefix === '' || otherPrefix === prefix;
  const isUnlikely = !isSure && (from.length !== to.length || (isHyphen && !from.startsWith('0')));
  if (!isAlike || isPadded || isUnlikely) return 'literal';
  // Serial numbers have more digits than a number can hold.
  const [start, count] = [BigInt(from), Number(BigInt(to) - BigInt(from)) + 1];
  if (count < 2) return isSure && count < 1 ? 'backwards' : 'literal';
  if (count > LONGEST) return isSure ? 'tooLong' : 'literal';
  return Array.from(
    { length: count },
    (_, index) => prefix + String(start + BigInt(index)).padStart(from.length, '0'),
  );
}

/** The first that occurs twice, as the ledger compares them. */
export function firstRepeated(serials: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return serials.find((serial) => {
    const key = normalizeText(serial);
    return seen.has(key) || !seen.add(key);
  });
}

/** What may stand between the two ends; a serial number may hold a hyphen itself, so each is tried. */
const SIGNS = /[-–—~～至]/gu;
const NUMBERED = /^(.*?)(\d+)$/u;
/** Beyond this a range is surely a slip, and would fill the memory. */
const LONGEST = 1_000;

/**
 * The serial numbers that a text lists: one a line or between commas; `A001-A050` stands for all between, with the same
 * number of digits. What only looks like a range (another beginning, backwards, too long) is taken as it is written.
 */
export function parseSerials(text: string): string[] {
  return text
    .split(/[\n,，;；\t]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap(expand);
}

function expand(part: string): string[] {
  for (const { index, 0: sign } of part.matchAll(SIGNS)) {
    const serials = between(part.slice(0, index).trim(), part.slice(index + sign.length).trim());
    if (serials) return serials;
  }
  return [part];
}

function between(first: string, last: string): string[] | undefined {
  const [, prefix = '', from = ''] = NUMBERED.exec(first) ?? [];
  const [, otherPrefix = '', to = ''] = NUMBERED.exec(last) ?? [];
  const count = Number(to) - Number(from) + 1;
  const isRange = from !== '' && (otherPrefix === '' || otherPrefix === prefix) && from.length === to.length;
  if (!isRange || count < 2 || count > LONGEST) return undefined;
  return Array.from(
    { length: count },
    (_, index) => prefix + String(Number(from) + index).padStart(from.length, '0'),
  );
}

/** The first that occurs twice, as the ledger compares them. */
export function firstRepeated(serials: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return serials.find((serial) => {
    const key = serial.normalize('NFKC').toLowerCase();
    return seen.has(key) || !seen.add(key);
  });
}

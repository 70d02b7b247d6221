import { CASE_KINDS, formatCaseNumber, parseCaseNumber, type CaseKind } from './case-number.js';

const CODE = formatCaseNumber('A', '2026-11-23', 42);
const PARSED = { kind: 'A', date: '2026-11-23', sequence: 42, code: CODE };

/** The check of ISO 7064, written the other way round: the pure recursion over the whole string must end in 1. */
function satisfiesMod3736(characters: string): boolean {
  const values = [...characters].map((c) => parseInt(c, 36));
  const last = values.pop() as number;
  const product = values.reduce((p, v) => (((p + v) % 36 || 36) * 2) % 37, 36);
  return (product + last) % 36 === 1;
}

describe('formatCaseNumber', () => {
  it('writes kind, date, sequence and check character', () => {
    expect(CODE).toMatch(/^A20261123-00042-[0-9A-Z]$/);
  });

  it('widens beyond five digits instead of repeating', () => {
    expect(formatCaseNumber('I', '2026-11-23', 1234567)).toMatch(/^I20261123-1234567-[0-9A-Z]$/);
  });

  it('ends in the character that ISO 7064 MOD 37,36 asks for', () => {
    for (let sequence = 0; sequence < 500; sequence++) {
      expect(satisfiesMod3736(formatCaseNumber('F', '2026-02-28', sequence).replaceAll('-', ''))).toBe(true);
    }
  });

  it.each([
    ['2026-02-30', 1],
    ['2026-1-1', 1],
    ['2026-01-01', -1],
    ['2026-01-01', 1.5],
    ['2026-01-01', 1_000_000_000],
    ['2026-01-01', NaN],
  ])('refuses %s with sequence %s', (date, sequence) => {
    expect(() => formatCaseNumber('A', date, sequence)).toThrow(RangeError);
  });
});

describe('parseCaseNumber', () => {
  it.each(Object.keys(CASE_KINDS) as CaseKind[])('reads back kind %s', (kind) => {
    const code = formatCaseNumber(kind, '2024-02-29', 7);
    expect(parseCaseNumber(code)).toEqual({ kind, date: '2024-02-29', sequence: 7, code });
  });

  it.each([
    ['lower case', CODE.toLowerCase()],
    ['blanks around', `  ${CODE}\r\n`],
    ['full width', CODE.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
    ['a dash of a text program', CODE.replaceAll('-', '–')],
    ['no hyphens', CODE.replaceAll('-', '')],
    ['an address', `https://example.org/q/${CODE}`],
    [
      'an address with query, fragment and last slash',
      `https://example.org/q/${CODE.toLowerCase()}/?from=label#top`,
    ],
    ['a path', `/q/${CODE}`],
  ])('understands %s', (_, text) => {
    expect(parseCaseNumber(text)).toEqual(PARSED);
  });

  it.each([
    ['nothing', ''],
    ['another text', '电子秤'],
    ['an address without a code', 'https://example.org/q/'],
    ['a code that is not the last segment', `https://example.org/${CODE}/edit`],
    ['an unknown kind', CODE.replace('A', 'Z')],
    ['a code without its check character', CODE.slice(0, -2)],
    ['a text behind the code', `${CODE} x`],
    ['too short a sequence', 'A20261123-42-K'],
  ])('refuses %s', (_, text) => {
    expect(parseCaseNumber(text)).toBeNull();
  });

  it('refuses a date that does not exist, even with the right check character', () => {
    const body = 'A2026023000042';
    const check = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((c) => satisfiesMod3736(body + c));
    expect(parseCaseNumber(`A20260230-00042-${check}`)).toBeNull();
  });

  it('refuses a sequence padded beyond its width: one case has one number', () => {
    const check = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((c) =>
      satisfiesMod3736(`A20261123000042${c}`),
    );
    expect(parseCaseNumber(`A20261123-000042-${check}`)).toBeNull();
  });

  it('refuses every single wrong digit and every two neighbours exchanged', () => {
    const accepted: string[] = [];
    for (let i = 1; i < CODE.length; i++) {
      for (const digit of '0123456789') {
        const wrong = CODE.slice(0, i) + digit + CODE.slice(i + 1);
        if (CODE[i] !== '-' && digit !== CODE[i] && parseCaseNumber(wrong)) accepted.push(wrong);
      }
      const swapped = CODE.slice(0, i) + (CODE[i + 1] ?? '') + CODE[i] + CODE.slice(i + 2);
      if (
        i + 1 < CODE.length &&
        swapped.replaceAll('-', '') !== CODE.replaceAll('-', '') &&
        parseCaseNumber(swapped)
      ) {
        accepted.push(swapped);
      }
    }
    expect(accepted).toEqual([]);
  });
});

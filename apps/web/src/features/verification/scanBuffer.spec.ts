import { describe, expect, it } from '@jest/globals';
import { formatCaseNumber, parseCaseNumber } from '@quanheng/domain';
import { ScanBuffer, type PressedKey } from './scanBuffer';

const CODE = formatCaseNumber('A', '2026-11-23', 42);

/** The keys a US keyboard sends for a text; with an input method on, `key` says nothing. */
function keysOf(text: string, inputMethod = false): PressedKey[] {
  const codeOf = (character: string) => {
    if (/\d/.test(character)) return `Digit${character}`;
    return character === '-' ? 'Minus' : `Key${character.toUpperCase()}`;
  };
  return [...text].map((key) => ({
    key: inputMethod ? 'Process' : key,
    code: codeOf(key),
    shiftKey: false,
  }));
}

function type(text: string, gap: number, inputMethod = false): string | null {
  const buffer = new ScanBuffer((found) => parseCaseNumber(found) !== null);
  let at = 1000;
  for (const key of keysOf(text, inputMethod)) buffer.take(key, (at += gap));
  return buffer.take({ key: 'Enter', code: 'Enter', shiftKey: false }, at + gap);
}

describe('the scan buffer', () => {
  it('hears a scanner', () => expect(type(CODE, 12)).toBe(CODE));

  it('hears it with a Chinese input method on', () => expect(type(CODE, 12, true)).toBe(CODE));

  it('leaves a person’s typing alone', () => {
    expect(type('压力表', 90)).toBeNull();
    expect(type('SN-0001-2026', 90)).toBeNull();
    expect(type('12345', 10)).toBeNull();
  });

  it('believes a slow scanner that sends one of our codes', () => expect(type(CODE, 100)).toBe(CODE));

  it('forgets what was typed before a pause', () => {
    const buffer = new ScanBuffer(() => false);
    for (const [index, key] of keysOf('abc').entries()) buffer.take(key, index * 10);
    for (const [index, key] of keysOf('SN-00012').entries()) buffer.take(key, 1000 + index * 10);
    expect(buffer.isFast).toBe(true);
    expect(buffer.take({ key: 'Enter', code: 'Enter', shiftKey: false }, 1090)).toBe('SN-00012');
    expect(buffer.length).toBe(0);
  });

  it('ignores keys that are no characters', () => {
    const buffer = new ScanBuffer(() => false);
    expect(buffer.take({ key: 'F9', code: 'F9', shiftKey: false }, 1)).toBeNull();
    expect(buffer.length).toBe(0);
  });
});

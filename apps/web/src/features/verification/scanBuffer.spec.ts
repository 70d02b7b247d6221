import { describe, expect, it } from '@jest/globals';
import { formatCaseNumber, parseCaseNumber } from '@quanheng/domain';
import { ScanBuffer, type PressedKey } from './scanBuffer';

const CODE = formatCaseNumber('A', '2026-11-23', 42);

/** The keys a US keyboard sends for a text; with an input method on, `key` says nothing. */
function keysOf(text: string, inputMethod = false): PressedKey[] {
  const codeOf = (character: string) => {
    if (/\d/.test(character)) return `Digit${character}`;
    const symbols: Record<string, string> = {
      '-': 'Minus',
      _: 'Minus',
      '/': 'Slash',
      ':': 'Semicolon',
      '.': 'Period',
    };
    return symbols[character] ?? `Key${character.toUpperCase()}`;
  };
  return [...text].map((key) => ({
    key: inputMethod ? 'Process' : key,
    code: codeOf(key),
    shiftKey: /[A-Z_:]/.test(key),
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

  it('hears an address letter by letter with it on: a certificate’s token has small and capital ones', () => {
    const address = 'http://localhost:4100/verify/aB3-x_Zq';
    expect(type(address, 5, true)).toBe(address);
  });

  it('understands keys that an input method makes wide or Chinese', () => {
    const buffer = new ScanBuffer(() => false);
    const wide = {
      Ａ: 'KeyA',
      '１': 'Digit1',
      '２': 'Digit2',
      '、': 'Slash',
      '。': 'Period',
      '—': 'Minus',
      ｂ: 'KeyB',
    };
    Object.entries(wide).forEach(([key, code], index) =>
      buffer.take({ key, code, shiftKey: key === 'Ａ' }, index * 10),
    );
    expect(buffer.take({ key: 'Tab', code: 'Tab', shiftKey: false }, 80)).toBe('A12/.-b');
  });

  it('knows one of our codes whole that no key follows, but no other text and no slow hand', () => {
    const wholeOf = (text: string, gap: number) => {
      const buffer = new ScanBuffer((found) => parseCaseNumber(found) !== null);
      keysOf(text).forEach((key, index) => buffer.take(key, index * gap));
      return buffer.whole;
    };
    expect([wholeOf(CODE, 8), wholeOf(CODE, 100), wholeOf('zhangsan', 8)]).toEqual([CODE, null, null]);
  });

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

  it('hears one of our codes through a stop of the computer, and what follows a pause alone otherwise', () => {
    const scanned = (text: string, stopAt: number) => {
      const buffer = new ScanBuffer((found) => parseCaseNumber(found) !== null);
      keysOf(text).forEach((key, index) => buffer.take(key, index * 5 + (index < stopAt ? 0 : 600)));
      return buffer.take({ key: 'Enter', code: 'Enter', shiftKey: false }, text.length * 5 + 600);
    };
    expect([scanned(CODE, 3), scanned(`abc${CODE}`, 3), scanned('ab-SN-00012', 3)]).toEqual([
      CODE,
      CODE,
      'SN-00012',
    ]);
  });

  it('ignores keys that are no characters', () => {
    const buffer = new ScanBuffer(() => false);
    expect(buffer.take({ key: 'F9', code: 'F9', shiftKey: false }, 1)).toBeNull();
    expect(buffer.length).toBe(0);
  });
});

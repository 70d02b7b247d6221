import { describe, expect, it } from '@jest/globals';
import { status as en } from '../locales/en/status';
import { status as zh } from '../locales/zh-CN/status';
import { STATUS_MEANING, toneOf } from './statusMeaning';

const keysOf = (table: object) =>
  Object.entries(table).flatMap(([object, states]) =>
    Object.keys(states as object).map((state) => `${object}.${state}`),
  );

describe('status tags', () => {
  it('have a meaning for every label and a label for every meaning, in both languages', () => {
    expect(keysOf(zh).sort()).toEqual(keysOf(STATUS_MEANING).sort());
    expect(keysOf(en).sort()).toEqual(keysOf(STATUS_MEANING).sort());
  });

  it('are amber for whoever has to act and blue for the others', () => {
    expect(toneOf('filingItem', 'SUBMITTED', ['REVIEWER'])).toBe('amber');
    expect(toneOf('filingItem', 'SUBMITTED', ['ENTERPRISE_CLERK'])).toBe('blue');
    expect(toneOf('filingItem', 'RETURNED', ['ENTERPRISE_CLERK'])).toBe('amber');
    expect(toneOf('filingItem', 'RETURNED', ['REVIEWER'])).toBe('blue');
  });

  it('keep one colour for what waits for nobody', () => {
    expect(toneOf('certificate', 'ISSUED', [])).toBe('green');
    expect(toneOf('certificate', 'REVOKED', ['SIGNATORY'])).toBe('red');
    expect(toneOf('import', 'VALIDATING', ['ENTERPRISE_CLERK'])).toBe('blue');
  });
});

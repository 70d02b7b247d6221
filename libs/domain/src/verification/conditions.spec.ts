import { describe, expect, it } from '@jest/globals';
import { parseAmbient } from './ambient.rules.js';
import { normalizeRegulation, regulationState } from './regulation.rules.js';

describe('ambient conditions', () => {
  it.each([
    ['temperature', '20.5', '20.5 ℃'],
    ['temperature', '20.5 ℃', '20.5 ℃'],
    ['temperature', '-10°C', '-10 ℃'],
    ['temperature', '20.1~20.8℃', '(20.1～20.8) ℃'],
    ['temperature', '（20.1～20.8）℃', '(20.1～20.8) ℃'],
    ['temperature', '205', null],
    ['temperature', '20 %', null],
    ['temperature', '22～20 ℃', null],
    ['temperature', '室温', null],
    ['humidity', '52', '52 %RH'],
    ['humidity', '52 %RH', '52 %RH'],
    ['humidity', '50～60%', '(50～60) %RH'],
    ['humidity', '101 %RH', null],
    ['humidity', '-1', null],
    ['humidity', '52 ℃', null],
  ] as const)('%s %s is %s', (name, text, expected) => {
    expect(parseAmbient(name, text)).toBe(expected);
  });
});

describe('an edition of a regulation', () => {
  const edition = { number: 'JJG 52-2013', implementedOn: '2013-12-27', abolishedOn: '2026-12-01' };

  it.each([
    ['2013-12-26', 'NOT_YET'],
    ['2013-12-27', 'IN_FORCE'],
    ['2026-10-31', 'IN_FORCE'],
    ['2026-11-01', 'ENDING'],
    ['2026-11-30', 'ENDING'],
    ['2026-12-01', 'ABOLISHED'],
  ])('on %s is %s', (on, expected) => {
    expect(regulationState(edition, on, 30)).toBe(expected);
  });

  it('binds nobody with dates that are not entered', () => {
    expect(regulationState({ ...edition, implementedOn: null, abolishedOn: null }, '1999-01-01')).toBe(
      'IN_FORCE',
    );
  });

  it.each(['JJG52-2013', 'jjg 52—2013', ' JJG  52-2013 ', 'ＪＪＧ 52-2013'])('%s is one number', (text) => {
    expect(normalizeRegulation(text)).toBe('JJG 52-2013');
  });
});

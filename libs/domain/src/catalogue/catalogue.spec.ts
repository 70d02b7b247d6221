import { CATALOGUE_2020, CATALOGUE_2020_EDITION } from '../data.js';
import { PURPOSES } from '../instrument/instrument.codes.js';
import { findKindByText, hasCycle, isCycleMissing, isFileable, validityMonths } from './catalogue.js';

const byKind = (start: string) => {
  const item = CATALOGUE_2020.find(({ kind }) => kind.startsWith(start));
  if (!item) throw new Error(start);
  return item;
};

describe('what follows from a kind', () => {
  it.each([
    // kind, fileable, cycle, cycle missing, months
    ['非自动衡器', true, true, false, 12],
    ['燃油加油机', true, true, false, 6],
    ['电动汽车充电桩', true, true, false, 36],
    ['船舶液货计量舱', true, true, true, null],
    ['玻璃体温计', true, false, false, null],
    ['水表', true, false, false, 48],
    ['电能表', true, false, false, 72],
    ['热能表', true, false, false, null],
    ['称重传感器', false, false, false, null],
  ])('%s: fileable %s, cycle %s, missing %s, months %s', (kind, fileable, cycle, missing, months) => {
    const item = byKind(kind);
    expect([isFileable(item), hasCycle(item), isCycleMissing(item), validityMonths(item)]).toEqual([
      fileable,
      cycle,
      missing,
      months,
    ]);
  });

  it('a scrap-when-inaccurate kind never gets a validity from a use limit', () => {
    expect(validityMonths({ mode: 'FIRST_ONLY_SCRAP', cycleMonths: 12, useLimitMonths: 12 })).toBeNull();
  });
});

describe('findKindByText', () => {
  it.each([
    ['the code', '90201', '非自动衡器'],
    ['the code in full width with blanks', ' ９０２０１ ', '非自动衡器'],
    ['the exact name', '燃油加油机', '燃油加油机'],
    ['the name with narrow brackets and another case', '水表(dn15~dn50)', '水表（DN15～DN50）'],
  ])('understands %s', (_, text, kind) => {
    expect(findKindByText(text, CATALOGUE_2020)?.kind).toBe(kind);
  });

  it.each(['', '9020', '902011', '加油机', '水表', '电子秤'])('does not guess at %j', (text) => {
    expect(findKindByText(text, CATALOGUE_2020)).toBeNull();
  });

  it('does not choose between two kinds of one name', () => {
    const items = [
      { code: '1', kind: '流量计' },
      { code: '2', kind: '流量计' },
    ];
    expect(findKindByText('流量计', items)).toBeNull();
    expect(findKindByText('2', items)).toBe(items[1]);
  });
});

describe('CATALOGUE_2020', () => {
  it('is openly a demonstration with provisional codes', () => {
    expect(CATALOGUE_2020_EDITION).toMatchObject({ id: 'CN-2020-DEMO', status: 'DEMO' });
    expect(CATALOGUE_2020.filter(({ code }) => !/^9\d{4}$/.test(code))).toEqual([]);
    expect(CATALOGUE_2020_EDITION.note).toContain('暂定代码');
  });

  it('has 47 kinds with distinct codes and names', () => {
    expect(new Set(CATALOGUE_2020.map(({ code }) => code)).size).toBe(47);
    expect(new Set(CATALOGUE_2020.map(({ kind }) => kind)).size).toBe(47);
  });

  it('agrees with itself', () => {
    const words: string[] = PURPOSES.map(({ word }) => word);
    for (const item of CATALOGUE_2020) {
      expect(item.compulsory).toBe(item.supervision.includes('强制检定'));
      expect(item.mode === 'NOT_APPLICABLE').toBe(!item.compulsory);
      expect(item.purposes.filter((purpose) => !words.includes(purpose))).toEqual([]);
      if (item.mode !== 'PERIODIC') expect(item.cycleMonths).toBeNull();
      if (item.mode !== 'FIRST_ONLY_LIMITED_USE') expect(item.useLimitMonths).toBeNull();
      expect(item.useLimitNote === null).toBe(item.useLimitMonths === null);
    }
  });
});

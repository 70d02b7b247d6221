import { CATALOGUE_2020, REGIONS } from '../data.js';
import { cellText, type RawCell } from './import-row.cell.js';
import { buildImportContext } from './import-row.context.js';
import { duplicateFinder, duplicateRowFinding } from './import-row.duplicates.js';
import { findingText, hasErrors, type Finding } from './import-row.finding.js';
import { EXAMPLE_MARK, isBlankRow, isExampleRow, validateImportRow, type RawRow } from './import-row.js';
import { INSTRUMENT_FIELDS, type InstrumentFieldKey } from './instrument.fields.js';
import { identityKey } from './instrument.identity.js';

const context = buildImportContext({ regions: REGIONS, catalogue: CATALOGUE_2020, today: '2026-06-15' });

const GOOD: RawRow = {
  name: '电子汽车衡',
  model: 'SCS-100',
  serialNumber: '0012',
  ownNumber: 'CZ-01',
  manufacturer: '演示衡器厂',
  measuringRange: '(0～100)t',
  accuracyClass: 'Ⅲ级',
  origin: '1',
  usageState: 2,
  purpose: '4',
  instrumentType: '3',
  verificationMode: '2',
  regionCode: '441202',
  categoryCode: '90201',
  location: '1 号门岗',
  lastVerifiedOn: '2025-07-01',
  validUntil: '2026-06-30',
};

const validate = (change: RawRow = {}) => validateImportRow({ ...GOOD, ...change }, context);
const one = (key: InstrumentFieldKey, cell: RawCell) => {
  const { values, findings } = validate({ [key]: cell });
  const of = findings.filter(({ field }) => field === key);
  return { value: values[key], said: of.map(({ level, code }) => `${level} ${code}`), findings: of };
};
const only = (findings: readonly Finding[]): Finding => {
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
};

describe('a row filled in as the guide says', () => {
  it('becomes an instrument, codes as words, and nothing is said about it', () => {
    const { values, findings } = validate();
    expect(findings).toEqual([]);
    expect(values).toEqual({
      ...GOOD,
      origin: 'DOMESTIC',
      usageState: 'IN_USE',
      purpose: 'TRADE',
      instrumentType: 'WORKING_INSTRUMENT',
      verificationMode: 'ON_SITE',
      typeApprovalNumber: null,
      manufacturedOn: null,
      inUseSince: null,
      remark: null,
    });
  });

  it('has the identity of its four fields', () => {
    expect(validate().identityKey).toBe(
      identityKey({ name: '电子汽车衡', model: 'SCS-100', serialNumber: '0012', ownNumber: 'CZ-01' }),
    );
    expect(validate({ name: ' 电子\u200b汽车衡', model: 'ｓｃｓ-100' }).identityKey).toBe(
      validate().identityKey,
    );
  });

  it('has no identity while an identity field is missing or wrong', () => {
    expect(validate({ serialNumber: '' }).identityKey).toBeNull();
    expect(validate({ ownNumber: 'x'.repeat(101) }).identityKey).toBeNull();
    expect(validate({ ownNumber: null }).identityKey).not.toBeNull();
  });
});

describe('required fields', () => {
  it.each(INSTRUMENT_FIELDS.map((f) => [f.key, f.required] as const))('%s: %s', (key, required) => {
    for (const empty of [null, '', '  ', '\u3000', '\u200b']) {
      // The name of the row says which kind it must be.
      const code = key === 'categoryCode' ? 'instrument.category-missing' : 'field.required';
      expect(one(key, empty)).toMatchObject({ value: null, said: required ? [`ERROR ${code}`] : [] });
    }
    const { [key]: _, ...rest } = GOOD;
    expect(hasErrors(validateImportRow(rest, context).findings)).toBe(required);
  });
});

describe('coded columns', () => {
  it.each([
    ['origin', '1', 'DOMESTIC'],
    ['origin', 2, 'IMPORTED'],
    ['purpose', ' 3 ', 'ENVIRONMENT'],
    ['instrumentType', '2', 'HIGHEST_STANDARD'],
  ] as const)('%s takes the digit %j and says nothing', (key, cell, value) => {
    expect(one(key, cell)).toMatchObject({ value, said: [] });
  });

  it.each([
    ['origin', '国产', 'DOMESTIC', '1', '1（国产）'],
    ['origin', '2.进口', 'IMPORTED', '2', '2（进口）'],
    ['purpose', '2、 医疗卫生', 'MEDICAL', '2', '2（医疗卫生）'],
    ['purpose', '４．贸易结算', 'TRADE', '4', '4（贸易结算）'],
    ['usageState', '１', 'NEW', '1', '1（新增）'],
    ['verificationMode', '1（送检）', 'BRING_IN', '1', '1（送检）'],
    ['verificationMode', '现场\u200b', 'ON_SITE', '2', '2（现场）'],
    ['verificationMode', '1|送检', 'BRING_IN', '1', '1（送检）'],
    ['instrumentType', '[3]工作计量器具', 'WORKING_INSTRUMENT', '3', '3（工作计量器具）'],
    ['origin', '进口（2）', 'IMPORTED', '2', '2（进口）'],
  ] as const)('%s understands %j and says what it made of it', (key, cell, value, suggestion, to) => {
    const result = one(key, cell);
    expect(result).toMatchObject({ value, said: ['INFO import.converted'] });
    expect(only(result.findings)).toMatchObject({ value: cell, suggestion, details: { to, value: cell } });
  });

  it.each([
    ['origin', '3', undefined],
    ['origin', 0, undefined],
    ['origin', 1.5, undefined],
    ['origin', true, undefined],
    ['origin', '1.进口', undefined],
    ['origin', '国产x', '1'],
    ['origin', 'DOMESTIC', '1'],
    ['origin', 'Made in China', '1'],
    ['origin', '是', '2'],
    ['usageState', 'In use', '2'],
    ['verificationMode', '现场检定', '2'],
    ['verificationMode', '1|现场', undefined],
    ['origin', '12', undefined],
    ['purpose', '医疗', '2'],
    ['verificationMode', '送检、现场', undefined],
  ] as const)('%s refuses %j', (key, cell, suggestion) => {
    const result = one(key, cell);
    expect(result).toMatchObject({ value: null, said: ['ERROR import.code-only-digits'] });
    expect(only(result.findings).suggestion).toBe(suggestion);
  });

  it('names the value found and the values allowed, in both languages', () => {
    const found = only(one('origin', '国产x').findings);
    expect(findingText(found, 'zh-CN')).toBe('只能填 1（国产）、2（进口），当前为“国产x”');
    expect(findingText(found, 'en')).toBe('Must be 1 (Domestic), 2 (Imported); found “国产x”');
  });
});

describe('region', () => {
  it.each([
    ['441202', '441202', []],
    [441202, '441202', []],
    ['４４１２０２', '441202', ['INFO import.converted']],
    ['441202 端州区', '441202', ['INFO import.converted']],
    ['端州区', '441202', ['INFO import.converted']],
    ['441201', '441201', ['WARNING instrument.region-generic']],
    ['441283', '441283', ['WARNING instrument.region-retired']],
    ['441299', null, ['ERROR instrument.region-unknown']],
    ['441202鼎湖区', null, ['ERROR instrument.region-unknown']],
    ['鼓楼区', null, ['ERROR instrument.region-unknown']],
  ])('%j → %j %j', (cell, value, said) => {
    expect(one('regionCode', cell)).toMatchObject({ value, said });
  });

  it('suggests the region that an address lies in', () => {
    for (const address of ['广东省肇庆市端州区天宁北路1号', '端州区天宁北路']) {
      expect(one('regionCode', address)).toMatchObject({
        value: null,
        findings: [{ level: 'ERROR', suggestion: '441202' }],
      });
    }
    const nowhere = only(one('regionCode', '鼓楼区一号').findings);
    expect(nowhere.suggestion).toBeUndefined();
    expect(findingText(nowhere, 'zh-CN')).toBe('没有所属地代码 鼓楼区一号，请填六位代码或省市区县的名称');
    expect(findingText(nowhere, 'en')).toBe(
      'There is no region code 鼓楼区一号: give the six digits, or the name',
    );
  });

  it('suggests the nearest code', () => {
    const found = only(one('regionCode', '441214').findings);
    expect(found.suggestion).toBe('441204');
    expect(findingText(found, 'zh-CN')).toBe('没有所属地代码 441214 (≈ 441204 高要区)');
    expect(only(one('regionCode', '441283').findings).suggestion).toBe('441204');
  });
});

describe('category', () => {
  it.each([
    ['90201', '90201', []],
    [90201, '90201', []],
    ['非自动衡器', '90201', ['INFO import.converted']],
    ['90601', '90601', ['WARNING instrument.category-not-compulsory']],
    ['99999', null, ['ERROR instrument.category-unknown']],
  ])('%j → %j %j', (cell, value, said) => {
    expect(one('categoryCode', cell)).toMatchObject({ value, said });
  });

  it('suggests a kind for an empty cell too, where the name tells it', () => {
    const kindOf = (name: string) =>
      validate({ categoryCode: '', name }).findings.filter(({ field }) => field === 'categoryCode');
    expect(kindOf('燃油加油机')).toMatchObject([
      { code: 'instrument.category-missing', suggestion: '90801' },
    ]);
    expect(kindOf('演示用无此类')).toMatchObject([{ code: 'field.required' }]);
  });

  it('suggests a kind from what stands in the cell, else from the name of the instrument', () => {
    expect(only(one('categoryCode', '加油机').findings).suggestion).toBe('90801');
    expect(only(one('categoryCode', '02010300').findings).suggestion).toBe('90201');
  });
});

describe('dates', () => {
  it.each(['2026-01-05', { value: '2026-01-05', date: true } as const])('%j is as it should be', (cell) => {
    expect(one('manufacturedOn', cell)).toMatchObject({ value: '2026-01-05', said: [] });
  });

  it.each([
    ['2026/1/5'],
    ['2026.01.05'],
    ['2026-1-5'],
    ['2026年1月5日'],
    ['２０２６－０１－０５'],
    ['2026-01-05 00:00:00'],
    ['2026-01-05T08:30:00.000'],
    ['20260105'],
    [20260105],
    [46027],
    ['46027'],
    [46027.75],
    [{ value: 44565, from1904: true } as const],
  ])('%j is converted with a remark', (cell) => {
    const result = one('manufacturedOn', cell);
    expect(result).toMatchObject({ value: '2026-01-05', said: ['INFO import.converted'] });
    expect(only(result.findings).suggestion).toBe('2026-01-05');
  });

  it.each([
    ['2026年01月05日'],
    ['2026年元月5日'],
    ['二〇二六年一月五日'],
    ['2026、1、5'],
    ['2026.1.5.'],
    ['2026年1月5号'],
    ['2026年1月5日 上午10:30'],
    ['2026/1/5 8:05'],
    ['2026-01-05 星期一'],
    ['5-Jan-2026'],
    ['Jan 5, 2026'],
    ['截止2026年1月5日'],
    ['2025.1.6~2026.1.5'],
    ['2025年1月6日至2026年1月5日'],
  ])('%j is understood', (cell) => {
    expect(one('validUntil', cell)).toMatchObject({
      value: '2026-01-05',
      said: expect.arrayContaining(['INFO import.converted']),
    });
  });

  it.each([
    ['2019年', '2019-01-01'],
    [2019, '2019-01-01'],
    ['2019.5', '2019-05-01'],
    [2019.5, '2019-05-01'],
    ['2019年十二月', '2019-12-01'],
    ['201905', '2019-05-01'],
  ])('%j of a nameplate is the first day, with a warning', (cell, value) => {
    expect(one('manufacturedOn', cell)).toMatchObject({ value, said: ['WARNING import.date-partial'] });
  });

  it('takes a month of validity to its end, and leaves alone what may be January or October', () => {
    expect(one('validUntil', '2028年2月').value).toBe('2028-02-29');
    expect(one('validUntil', '2028').value).toBeNull();
    expect(one('manufacturedOn', 2019.1).said).toEqual(['ERROR import.date-not-read']);
  });

  it.each(['/', '-', '——', '无', '长期', '未检', 'N/A'])('%j is no date, which is said', (cell) => {
    expect(one('manufacturedOn', cell)).toMatchObject({ value: null, said: ['INFO import.not-given'] });
  });

  it.each([
    ['1/5/2026', '2026-01-05'],
    ['26.1.5', '2026-01-05'],
  ])('%j is only proposed', (cell, suggestion) => {
    const result = one('manufacturedOn', cell);
    expect(result).toMatchObject({ value: null, said: ['ERROR import.date-not-read'] });
    expect(only(result.findings).suggestion).toBe(suggestion);
  });

  it.each([
    '2026-02-30',
    '2026-13-01',
    '26-1-5',
    '05/01/2026',
    '1年',
    '12个月',
    '0026-01-05',
    '2026-01-05 吨',
    true,
    -1,
    1e20,
  ])('%j is refused', (cell) => {
    expect(one('manufacturedOn', cell)).toMatchObject({
      value: null,
      said: ['ERROR import.date-not-read'],
    });
  });

  it.each([
    [
      { lastVerifiedOn: '2026-01-01', validUntil: '2025-12-31' },
      ['validUntil ERROR instrument.valid-before-verified'],
    ],
    [{ lastVerifiedOn: '2026-01-01', validUntil: '2026-01-01' }, []],
    [
      { lastVerifiedOn: '2026-06-16', validUntil: '2027-06-15' },
      ['lastVerifiedOn WARNING instrument.date-order'],
    ],
    [
      { manufacturedOn: '2026-06-16' },
      ['manufacturedOn WARNING instrument.date-order', 'lastVerifiedOn WARNING instrument.date-order'],
    ],
    [
      { manufacturedOn: '2024-02-01', inUseSince: '2024-01-01' },
      ['inUseSince WARNING instrument.date-order'],
    ],
    [{ inUseSince: '2026-07-01' }, ['validUntil WARNING instrument.date-order']],
    [{ manufacturedOn: '2024-01-01', inUseSince: '2024-01-02' }, []],
  ])('order of %j: %j', (change, said) => {
    const { findings } = validate(change);
    expect(findings.map(({ field, level, code }) => `${field} ${level} ${code}`)).toEqual(said);
  });
});

describe('texts', () => {
  it('keeps width and signs of the nameplate', () => {
    expect(one('measuringRange', '（０～１００）℃')).toMatchObject({ value: '（０～１００）℃', said: [] });
  });

  it('drops what nobody sees and says so; blanks and line breaks become one blank in silence', () => {
    const result = one('serialNumber', '\ufeffSN\u200b-1\u00ad');
    expect(result).toMatchObject({ value: 'SN-1', said: ['INFO import.cleaned'] });
    expect(one('serialNumber', ' A\n\tB\u3000 C ')).toMatchObject({ value: 'A B C', said: [] });
  });

  it('refuses control characters', () => {
    expect(one('name', '电子\u0007秤')).toMatchObject({
      value: null,
      said: ['ERROR field.control-character'],
    });
  });

  it('counts characters as people do', () => {
    expect(one('name', '𠮷'.repeat(100))).toMatchObject({ said: [] });
    const tooLong = one('name', '衡'.repeat(101));
    expect(tooLong).toMatchObject({ value: null, said: ['ERROR field.too-long'] });
    expect(only(tooLong.findings).details).toMatchObject({ max: 100 });
    expect(only(one('remark', '衡'.repeat(30_000)).findings).value.length).toBeLessThan(130);
  });

  it('reads numbers as they are shown, and refuses those that have lost their end', () => {
    expect(one('serialNumber', 12)).toMatchObject({ value: '12', said: [] });
    expect(one('model', 0.1 + 0.2)).toMatchObject({ value: '0.3' });
    expect(one('serialNumber', 20260105000123)).toMatchObject({ value: '20260105000123' });
    expect(one('serialNumber', 4412000020260001234)).toMatchObject({
      value: null,
      said: ['ERROR import.long-number'],
    });
  });

  it('warns of a text that Excel made a date of', () => {
    expect(one('model', { value: '2026-01-02', date: true })).toMatchObject({
      value: '2026-01-02',
      said: ['WARNING import.text-was-date'],
    });
  });
});

describe('formulas and errors', () => {
  it('a formula warns and its saved result counts', () => {
    expect(one('origin', { value: '1', formula: true })).toMatchObject({
      value: 'DOMESTIC',
      said: ['WARNING import.formula'],
    });
  });

  it.each([
    [{ value: null, formula: true } as const],
    [{ value: '#N/A', error: true } as const],
    [{ value: '#REF!', error: true, formula: true } as const],
  ])('%j is an error', (cell) => {
    expect(one('remark', cell)).toMatchObject({ value: null, said: ['ERROR import.formula'] });
    expect(isBlankRow({ remark: cell })).toBe(false);
  });
});

describe('rows that are none', () => {
  it('knows the example of the template', () => {
    expect(isExampleRow({ ...GOOD, name: ` ${EXAMPLE_MARK}电子汽车衡` })).toBe(true);
    expect(isExampleRow({ ...GOOD, name: '示波器' })).toBe(false);
    expect(isExampleRow({})).toBe(false);
  });

  it('knows a blank row', () => {
    expect(isBlankRow({ name: ' ', remark: null, model: '\u200b' })).toBe(true);
    expect(isBlankRow({ origin: 0 })).toBe(false);
  });
});

describe('duplicates in one file', () => {
  it('names the first row of the same key', () => {
    const earlierRow = duplicateFinder();
    expect([earlierRow(2, 'a'), earlierRow(3, null), earlierRow(4, 'b'), earlierRow(9, 'a')]).toEqual([
      null,
      null,
      null,
      2,
    ]);
    expect(earlierRow(10, 'a')).toBe(2);
    expect(findingText(duplicateRowFinding(2, '0012'), 'zh-CN')).toContain('与第 2 行重复');
  });
});

describe('cellText', () => {
  it.each([
    [null, ''],
    [undefined, ''],
    [true, 'TRUE'],
    [1e15, '1000000000000000'],
    [{ value: '#N/A', error: true } as const, '#N/A'],
  ])('%j → %j', (cell, text) => expect(cellText(cell)).toBe(text));
});

import { REGIONS } from '../data.js';
import { checkRegionCode } from './check-region-code.js';

const summary = (code: string) => {
  const check = checkRegionCode(code, REGIONS);
  return {
    outcome: check.outcome,
    suggestion: 'suggestion' in check ? (check.suggestion?.code ?? null) : undefined,
  };
};

describe('checkRegionCode', () => {
  it.each([
    '441200',
    '441202',
    '441203',
    '441204',
    '441223',
    '441224',
    '441225',
    '441226',
    '441284',
    '469021',
    '441900',
  ])('accepts %s', (code) => {
    expect(summary(code).outcome).toBe('OK');
  });

  it.each([' 441202 ', '４４１２０２'])('reads %j like 441202', (code) => {
    expect(checkRegionCode(code, REGIONS)).toMatchObject({
      outcome: 'OK',
      region: { code: '441202', name: '端州区' },
    });
  });

  it('warns of 441201 and names the districts that may be meant', () => {
    const check = checkRegionCode('441201', REGIONS);
    expect(check).toMatchObject({ outcome: 'GENERIC', region: { name: '市辖区' } });
    expect('choices' in check && check.choices.map((r) => r.code)).toEqual([
      '441202',
      '441203',
      '441204',
      '441223',
      '441224',
      '441225',
      '441226',
      '441284',
    ]);
  });

  it('warns of the city-level row of a municipality with the districts of the whole', () => {
    const check = checkRegionCode('110100', REGIONS);
    expect(check.outcome).toBe('GENERIC');
    expect('choices' in check && check.choices).toHaveLength(16);
  });

  it.each([
    ['441283', '441204'],
    ['440107', '440103'],
    ['330103', '330105'],
    ['120107', '120116'],
    ['130421', null],
  ])('calls %s retired and suggests %s', (code, suggestion) => {
    expect(summary(code)).toEqual({ outcome: 'RETIRED', suggestion });
  });

  it.each([
    ['one digit wrong', '441205', '441204'],
    ['the first digit wrong', '741202', '441202'],
    ['neighbours exchanged', '441248', '441284'],
    ['a digit missing', '44128', '441284'],
    ['a digit too many', '4412222', null],
    ['a digit doubled', '4412844', '441284'],
    ['the name instead of the code', '端州区', '441202'],
    ['a name that many places bear', '朝阳区', null],
    ['far from everything', '999999', null],
    ['a text', 'abc', null],
    ['nothing', '', null],
  ])('does not know %s and suggests the nearest', (_, code, suggestion) => {
    expect(summary(code)).toEqual({ outcome: 'UNKNOWN', suggestion });
  });

  it('never suggests a retired or a generic code', () => {
    const wrong: string[] = [];
    for (let n = 441200; n < 441300; n++) {
      const { suggestion } = summary(String(n));
      const region = REGIONS.get(suggestion ?? '');
      if (region?.retired || region?.generic) wrong.push(String(n));
    }
    expect(wrong).toEqual([]);
  });
});

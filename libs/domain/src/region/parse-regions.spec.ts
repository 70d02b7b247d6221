import { REGIONS } from '../data.js';
import { parseRegions } from './parse-regions.js';
import { ancestors, isInside, regionLevel } from './region.js';

const all = [...REGIONS.values()];

describe('parseRegions', () => {
  it('reads a line: a city, then its counties by their last two digits', () => {
    expect([...parseRegions('441200肇庆市 01市辖区! 83高要市~441204 99旧县~\n').values()]).toEqual([
      { code: '441200', name: '肇庆市', generic: false, retired: false, successor: null },
      { code: '441201', name: '市辖区', generic: true, retired: false, successor: null },
      { code: '441283', name: '高要市', generic: false, retired: true, successor: '441204' },
      { code: '441299', name: '旧县', generic: false, retired: true, successor: null },
    ]);
  });

  it.each([
    ['an entry without a name', '441200肇庆市 02'],
    ['a code that occurs twice', '441200肇庆市 02端州区 02端州区'],
    ['a successor that is no code', '441200肇庆市 83高要市~4412'],
  ])('refuses %s', (_, lines) => {
    expect(() => parseRegions(lines)).toThrow('of 441200');
  });
});

describe('REGIONS', () => {
  it("has Zhaoqing's ten codes of the guide and no other in force", () => {
    const inForce = all.filter((r) => isInside(r.code, '441200') && !r.retired);
    expect(inForce.map((r) => `${r.code} ${r.name}`)).toEqual([
      '441200 肇庆市',
      '441201 市辖区',
      '441202 端州区',
      '441203 鼎湖区',
      '441204 高要区',
      '441223 广宁县',
      '441224 怀集县',
      '441225 封开县',
      '441226 德庆县',
      '441284 四会市',
    ]);
  });

  it('has all 34 provinces and the 21 cities of Guangdong', () => {
    const inForce = all.filter((r) => !r.retired);
    expect(inForce.filter((r) => regionLevel(r.code) === 'PROVINCE')).toHaveLength(34);
    expect(inForce.filter((r) => regionLevel(r.code) === 'CITY' && isInside(r.code, '440000'))).toHaveLength(
      21,
    );
  });

  it('marks 市辖区 rows as generic, and no district', () => {
    expect(REGIONS.get('441201')?.generic).toBe(true);
    expect(all.filter((r) => !r.retired && r.name === '市辖区' && !r.generic)).toEqual([]);
    expect(
      all.filter((r) => r.generic && /(?<!直辖县级行政|市辖)区$/u.test(r.name) && r.name !== '市辖区'),
    ).toEqual([]);
    expect(REGIONS.get('110101')).toMatchObject({ name: '东城区', generic: false });
  });

  it('has a real code for everything: levels, ancestors in force, successors in force', () => {
    expect(all.filter((r) => regionLevel(r.code) === null)).toEqual([]);
    const orphans = all.filter(
      (r) => !r.retired && ancestors(r.code).some((a) => REGIONS.get(a)?.retired !== false),
    );
    expect(orphans).toEqual([]);
    const isUsable = (code: string) => REGIONS.get(code)?.retired === false && !REGIONS.get(code)?.generic;
    expect(all.filter((r) => r.successor !== null && !(r.retired && isUsable(r.successor)))).toEqual([]);
  });
});

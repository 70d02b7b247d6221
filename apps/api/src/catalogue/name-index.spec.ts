import { describe, expect, it } from '@jest/globals';
import { ancestors, type CatalogueItem, otherNamesOfKind, type Region } from '@quanheng/domain';
import { CATALOGUE_2020, REGIONS } from '@quanheng/domain/data';
import { NameIndex } from './name-index.js';

// Real: the demo catalogue, all regions of China.
const kinds = new NameIndex<CatalogueItem>(CATALOGUE_2020, (item) => ({
  code: item.code,
  names: [item.kind, item.category, ...otherNamesOfKind(item.kind)],
}));
const regions = new NameIndex<Region>(REGIONS.values(), (region) => ({
  code: region.code,
  names: [region.name],
  within: ancestors(region.code).map((code) => REGIONS.get(code)?.name ?? ''),
}));
const firstKind = (query: string) => kinds.find(query)[0]?.kind;
const firstRegions = (query: string) =>
  regions
    .find(query)
    .filter(({ retired }) => !retired)
    .slice(0, 5)
    .map(({ code }) => code);

describe('kinds', () => {
  it.each([
    ['a code', '90201', '非自动衡器'],
    ['the beginning of a name', '燃油', '燃油加油机'],
    ['a part of a name', '压力表', '指示类、显示类压力表'],
    ['full pinyin', 'ranyoujiayouji', '燃油加油机'],
    ['initials', 'ryjyj', '燃油加油机'],
    ['what is typed on the way', 'ranyoujiay', '燃油加油机'],
    ['full syllables and initials mixed', 'ranyjyj', '燃油加油机'],
    ['pinyin from the middle of a name', 'yalibiao', '指示类、显示类压力表'],
    ['capital and wide letters', 'ＲＹＪＹＪ', '燃油加油机'],
    ['syllables as words', 'dian neng biao', '电能表'],
    ['a name that people use instead', '地磅', '非自动衡器'],
    ['the pinyin of such a name', 'dibang', '非自动衡器'],
    ['a reading that depends on the word', 'chuzuqichejijiaqi', '出租汽车计价器'],
    ['letters in a name', 'dn15', '水表（DN15～DN50）'],
  ])('are found by %s: %s', (_, query, kind) => {
    expect(firstKind(query)).toBe(kind);
  });

  it.each(['没有', 'xyz', 'yalibiaox', '90201x'])('are not found by %s', (query) => {
    expect(kinds.find(query)).toEqual([]);
  });

  it('are all there, in their order, where nothing is asked for', () => {
    expect(kinds.find(' ')).toEqual([...CATALOGUE_2020]);
  });
});

describe('regions', () => {
  it.each([
    ['端州', '441202'],
    ['duanzhou', '441202'],
    ['duanzq', '441202'],
    ['441202', '441202'],
    ['肇庆 端州', '441202'],
    ['zhaoqing dz', '441202'],
    ['panyu', '440113'],
    ['dongguan', '441900'],
    ['luan', '341500'],
    ["xi'an", '610100'],
    ['lvliang', '141100'],
    ['lüliang', '141100'],
    ['chongqing', '500000'],
    ['shanxian', '371722'],
  ])('%s: %s', (query, code) => {
    expect(firstRegions(query)).toContain(code);
  });

  it('that only lie within what is asked for come not', () => {
    expect(firstRegions('zhaoqing')).toEqual(['441200']);
    expect(firstRegions('肇庆市 高明')).toEqual([]);
  });

  it('whose name begins with the query come before the others', () => {
    const [first] = regions.find('guangzhou');
    expect(first?.name).toBe('广州市');
  });
});

import { ancestors, isInside, parentRegion, regionLevel } from './region.js';

describe('regionLevel', () => {
  it.each([
    ['440000', 'PROVINCE'],
    ['441200', 'CITY'],
    ['441900', 'CITY'],
    ['469000', 'CITY'],
    ['441201', 'COUNTY'],
    ['469021', 'COUNTY'],
    ['4412', null],
    ['044120', null],
    ['44120x', null],
    ['441202\n', null],
    ['', null],
  ])('of %s is %s', (code, level) => {
    expect(regionLevel(code)).toBe(level);
  });
});

describe('ancestors', () => {
  it.each([
    ['a county: city, province', '441202', ['441200', '440000']],
    ['a county-level city', '441284', ['441200', '440000']],
    ['a city: province', '441200', ['440000']],
    ['a province: none', '440000', []],
    ['a city without counties', '441900', ['440000']],
    ['a county directly under its province: province', '469021', ['460000']],
    ['a city of the Xinjiang corps', '659001', ['650000']],
    ['the row for counties directly under a province', '429000', ['420000']],
    ['a district of a municipality: municipality', '110101', ['110000']],
    ['a county of a municipality', '500229', ['500000']],
    ['what is no code: none', 'x', []],
  ])('of %s', (_, code, expected) => {
    expect(ancestors(code)).toEqual(expected);
  });

  it('begin with the parent', () => {
    expect(parentRegion('441202')).toBe('441200');
    expect(parentRegion('440000')).toBeNull();
  });
});

describe('isInside', () => {
  it.each([
    ['441202', '441202', true],
    ['441202', '441200', true],
    ['441202', '440000', true],
    ['441200', '441200', true],
    ['441201', '441200', true],
    ['469021', '460000', true],
    ['469021', '469000', true],
    ['110101', '110000', true],
    ['441202', '441203', false],
    ['441202', '441300', false],
    ['441202', '450000', false],
    ['441200', '441202', false],
    ['440000', '441200', false],
    ['469021', '460100', false],
    ['441202', '', false],
    ['', '440000', false],
    ['441202', '44', false],
  ])('%s in %s: %s', (code, region, expected) => {
    expect(isInside(code, region)).toBe(expected);
  });
});

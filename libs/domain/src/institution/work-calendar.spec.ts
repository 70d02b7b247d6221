import { HOLIDAYS } from '../data.js';
import {
  addWorkingDays,
  hasYear,
  isWorkingDay,
  missingYears,
  type CalendarDayKind,
  type CalendarOverrides,
} from './work-calendar.js';

const OFFICIAL: CalendarOverrides = new Map(HOLIDAYS.map(({ date, kind }) => [date, kind]));
const NONE: CalendarOverrides = new Map();

describe('isWorkingDay', () => {
  it.each([
    ['a Monday', '2026-11-23', true],
    ['a Friday', '2026-11-27', true],
    ['a Saturday', '2026-11-28', false],
    ['a Sunday', '2026-11-29', false],
    ['New Year, a Thursday', '2026-01-01', false],
    ['the Sunday that makes up for it', '2026-01-04', true],
    ['the Saturday before Spring Festival', '2026-02-14', true],
    ['Spring Festival', '2026-02-17', false],
    ['National Day', '2026-10-01', false],
    ['the Saturday after the National Day week', '2026-10-10', true],
  ])('%s', (_, date, expected) => {
    expect(isWorkingDay(date, OFFICIAL)).toBe(expected);
  });

  it('knows only the week where nothing is entered', () => {
    expect(isWorkingDay('2026-10-01', NONE)).toBe(true);
    expect(isWorkingDay('2026-10-10', NONE)).toBe(false);
  });

  it("follows an institution's own day", () => {
    const own = new Map([...OFFICIAL, ['2026-11-23', 'HOLIDAY'] as [string, CalendarDayKind]]);
    expect(isWorkingDay('2026-11-23', own)).toBe(false);
  });
});

describe('addWorkingDays', () => {
  it.each([
    ['the day itself does not count', '2026-11-23', 1, '2026-11-24'],
    ['a weekend is passed over', '2026-11-27', 1, '2026-11-30'],
    ['from a Saturday', '2026-11-28', 1, '2026-11-30'],
    ['none: the date itself, working or not', '2026-11-28', 0, '2026-11-28'],
    ['twenty, a plain month', '2026-11-23', 20, '2026-12-21'],
    ['over the National Day week and its make-up days', '2026-09-30', 2, '2026-10-09'],
    ['into a make-up Saturday', '2026-10-09', 1, '2026-10-10'],
    ['over Spring Festival', '2026-02-13', 2, '2026-02-24'],
    ['over the turn of the year', '2025-12-31', 1, '2026-01-04'],
    ['backwards', '2026-10-08', -1, '2026-09-30'],
    ['backwards over a weekend', '2026-11-30', -1, '2026-11-27'],
  ])('%s', (_, date, n, expected) => {
    expect(addWorkingDays(date, n, OFFICIAL)).toBe(expected);
  });

  it.each([
    ['2026-02-30', 1],
    ['23.11.2026', 1],
    ['2026-11-23', 0.5],
    ['2026-11-23', NaN],
  ])('refuses %s and %s', (date, n) => {
    expect(() => addWorkingDays(date, n, NONE)).toThrow(RangeError);
  });

  it('gives up when a calendar has closed every day', () => {
    const closed = { get: () => 'HOLIDAY' } as unknown as CalendarOverrides;
    expect(() => addWorkingDays('2026-11-23', 1, closed)).toThrow('No working day');
  });
});

describe('hasYear and missingYears', () => {
  it('know the years that were entered', () => {
    expect([2023, 2024, 2025, 2026, 2027].filter((year) => hasYear(year, OFFICIAL))).toEqual([
      2024, 2025, 2026,
    ]);
  });

  it('do not take a single closing day for a whole year', () => {
    const own = new Map<string, CalendarDayKind>([['2027-03-08', 'HOLIDAY']]);
    expect(hasYear(2027, own)).toBe(false);
  });

  it.each([
    ['2026-11-23', '2026-12-21', []],
    ['2026-12-20', '2027-01-15', [2027]],
    ['2023-12-31', '2028-01-01', [2023, 2027, 2028]],
    ['2026-12-20', '2026-01-01', []],
  ])('from %s to %s: %j', (from, to, years) => {
    expect(missingYears(from, to, OFFICIAL)).toEqual(years);
  });
});

describe('HOLIDAYS', () => {
  it('name every day once, in order, a make-up workday always on a weekend', () => {
    const dates = HOLIDAYS.map((day) => day.date);
    expect(dates).toEqual([...new Set(dates)].sort());
    expect(HOLIDAYS.filter((day) => day.name === '')).toEqual([]);
    expect(HOLIDAYS.filter((d) => d.kind === 'MAKEUP_WORKDAY' && isWorkingDay(d.date, NONE))).toEqual([]);
  });
});

/** A date as somebody wrote it; month and day are null where she gave none. */
export interface WrittenDate {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
  /** Another order of day, month and year is as likely. */
  readonly isGuess: boolean;
}

/** What clerks write where there is no date: the cell counts as empty. */
export const NOT_GIVEN =
  /^(?:[/\\\-—–_*.]+|无|暂无|没有|不详|未知|待定|未检|未检定|新购|长期|长期有效|永久|永久有效|n\/?a|none|null)$/iu;

const YEAR_FIRST = /^(\d{4})\s*[-/.年、,]\s*(\d{1,2})\s*[-/.月、,]\s*(\d{1,2})\s*[日号]?[.。]?$/u;
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/u;
const YEAR_MONTH = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/u;
const SIX_DIGITS = /^((?:19|20)\d{2})(0[1-9]|1[0-2])$/u;
const YEAR = /^((?:19|20)\d{2})\s*年?$/u;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/u;
const SHORT_YEAR = /^(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u;
const DAY_MONTH_NAME = /^(\d{1,2})[-\s/]([a-z]{3,9})\.?[-\s/,]+(\d{4})$/iu;
const MONTH_NAME_DAY = /^([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/iu;
const TIME_OF_DAY =
  /(?:[\sT]+|(?<=日)\s*)(?:上午|下午|[ap]m)?\s*\d{1,2}\s*[:时点][\d\s:.分秒]*(?:[ap]m|z)?$/iu;
const WEEKDAY = /\s*\(?(?:星期|周)[一二三四五六日天]\)?$/u;
const AROUND = /^(?:有效期?|截止|到期)?\s*[至到]?\s*[:]?\s*(?=\S*\d|[二一])|\s*(?:止|前|截止|到期)$/gu;
const BETWEEN = /\s*(?:至|到|~|～|—)\s*/u;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads a date in any way that clerks write one. `isNumber`: the cell holds a number, in which 2019.1 may be January or
 * a shortened October, so it is left alone. Null where it is no date, or one whose parts can't be.
 */
export function readDateText(text: string, isNumber = false): WrittenDate | null {
  const plain = chineseToDigits(text).replace(TIME_OF_DAY, '').replace(WEEKDAY, '').trim();
  if (isNumber && /^\d{4}\.\d$/.test(plain) && plain.endsWith('1')) return null;
  const last = plain.split(BETWEEN).at(-1) ?? '';
  return readPlain(plain) ?? readPlain(last.replace(AROUND, '').trim());
}

function readPlain(text: string): WrittenDate | null {
  const whole = YEAR_FIRST.exec(text) ?? EIGHT_DIGITS.exec(text);
  if (whole) return date(whole[1], whole[2], whole[3]);
  const month = YEAR_MONTH.exec(text) ?? SIX_DIGITS.exec(text);
  if (month) return date(month[1], month[2]);
  const year = YEAR.exec(text);
  if (year) return date(year[1]);
  return monthByName(text) ?? otherOrder(text);
}

function monthByName(text: string): WrittenDate | null {
  const [, day, name, year] = DAY_MONTH_NAME.exec(text) ?? [];
  const [, otherName, otherDay, otherYear] = MONTH_NAME_DAY.exec(text) ?? [];
  const month = MONTHS.indexOf((name ?? otherName ?? '').slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? null : date(year ?? otherYear, String(month), day ?? otherDay);
}

/** 1/13/2026 can be read one way only; 1/5/2026 and 26.1.5 are proposed, not taken. */
function otherOrder(text: string): WrittenDate | null {
  const [, first = '', second = '', year] = YEAR_LAST.exec(text) ?? [];
  if (year !== undefined) {
    const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
    const isSure = Number(first) > 12 !== Number(second) > 12 || first === second;
    return date(year, month, day, !isSure);
  }
  const short = SHORT_YEAR.exec(text);
  if (!short) return null;
  return date(`${Number(short[1]) < 70 ? '20' : '19'}${short[1]}`, short[2], short[3], true);
}

function date(year?: string, month?: string, day?: string, isGuess = false): WrittenDate {
  const number = (part: string | undefined) => (part === undefined ? null : Number(part));
  return { year: Number(year), month: number(month), day: number(day), isGuess };
}

const DIGITS = '零一二三四五六七八九';

/** 二〇二六年一月五日, 2026年元月5日. */
function chineseToDigits(text: string): string {
  if (!/[〇零○一二三四五六七八九十元]/u.test(text) || !/[年月]/u.test(text)) return text;
  return text
    .replace(/[〇○]/gu, '零')
    .replace(/元月/u, '1月')
    .replace(/([一二三]?)十([一二三四五六七八九]?)(?=[月日号])/gu, (_, tens: string, ones: string) =>
      String((tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones))),
    )
    .replace(/[零一二三四五六七八九](?=[零一二三四五六七八九\d]*[年月日号])/gu, (digit) =>
      String(DIGITS.indexOf(digit)),
    );
}

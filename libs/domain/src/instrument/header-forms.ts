import { normalizeText } from '../platform/search-text.js';

/** A header as it is compared: without blanks, marks of what is required, brackets and quotation marks around it. */
export function headerText(header: string): string {
  return normalizeText(header)
    .replace(/\s/gu, '')
    .replace(/^(?:\(?\d{1,2}[.、)]|\((?:必填|选填|可空)\))/u, '')
    .replace(/^[*★☆]+|[*★☆:]+$/gu, '')
    .replace(/\(必填\)$/u, '')
    .replace(/^[[【「『《"“'‘](.*)[\]】」』》"”'’]$/u, '$1');
}

/** Without a note in brackets at the end: 出厂日期(yyyy-mm-dd). */
export function withoutNote(header: string): string {
  return header.replace(/\([^()]*\)$/u, '');
}

/**
 * What a header may be once what is said besides is left out: 生产地：1国产，2进口 · 器具类型 1社会公用计量标准… ·
 * 出厂编号/产品编号 · 不确定度或准确度等级 · 器具名称 Instrument name · 技术参数-测量范围 · 备注1 · 加油机型号.
 */
export function looseForms(header: string): string[] {
  const text = headerText(header);
  const [beforeColon = ''] = text.split(':');
  const beforeChoices = text.replace(/\d[.、:]?\p{Script=Han}.*$/u, '');
  const parts = withoutNote(text).split(/[/、或及]/u);
  const forms = [
    beforeColon,
    beforeChoices,
    ...(parts.length > 1 ? parts : []),
    chineseOf(text),
    text.split(/[-—_>·]/u).at(-1) ?? '',
    text.replace(/\d$/u, ''),
    ...ofItsInstrument(withoutNote(text)),
  ];
  return forms.map(headerText).filter((form) => form !== '' && form !== text);
}

/** The Chinese of a header in two languages. */
function chineseOf(text: string): string {
  return withoutNote(text.replace(/[a-z][a-z.&'#/-]*/gu, '')).replace(/[()]/gu, '');
}

/** 加油机型号, 秤名称, 表计编号: a noun for the instrument itself, then what the column says of it. */
const OF_AN_INSTRUMENT =
  /^(.*[器具仪表计秤衡机备罐桩枪])(名称|型号|规格|编号|编码|号码|条码|厂家|厂商|量程|测量范围|精度|准确度)$/u;
/** Part of an instrument, or what it is verified with. */
const NOT_ITSELF = /标准|传感|显示|打印|铅封|主机|配套/u;
const NUMBERS = /[编号码条]{2}$/u;

function ofItsInstrument(text: string): string[] {
  const [, noun, said] = OF_AN_INSTRUMENT.exec(text) ?? [];
  if (noun === undefined || said === undefined || NOT_ITSELF.test(noun)) return [];
  return [NUMBERS.test(said) ? '出厂编号' : said];
}

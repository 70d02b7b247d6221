import { namesField } from './column-mapping.js';
import { cellText, plainText, type RawCell } from './import-row.cell.js';
import type { RawRow } from './import-row.js';

/** A row that stands in a list but is no instrument: why it is passed over. */
export type AsideReason = 'TOTAL' | 'NOTE' | 'HEADER' | 'HINT';

const TOTAL =
  /^(?:本页)?(?:合计|总计|小计|共计|累计|总数|总数量|台数合计|total|subtotal|sum)(?:[::(\d].*|\d*台?件?)?$/iu;
const NOTE =
  /^(?:注|备注|说明|填表说明|填报说明|填写说明|提示|填表人?|填报人?|制表人?|编制人?|审核人?|批准人?|负责人|经办人|联系人|联系电话|电话|单位|填报单位|使用单位|单位名称|单位负责人|日期|填表日期|填报日期|打印日期|制表日期)\s*\d*\s*(?:[::(、.].*)?$/u;
const END =
  /^(?:第\s*\d+\s*页.*|共\s*\d+\s*[页台件].*|以下空白|以下无内容|此页以下空白|[-—=*.…]{2,}.*|end)$/iu;
const GROUP_TITLE = /^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\))/u;
const HINTS = new Set([
  '必填',
  '选填',
  '可空',
  '非必填',
  '必填项',
  '选填项',
  '示例',
  '*',
  '文本',
  '数字',
  '日期',
]);

/**
 * Totals below a list, notes and signatures at its end, titles of groups within it, a header repeated on every page, a
 * line of hints below it. What has a serial number and a model is an instrument, whatever else it says.
 */
export function asideReason(row: RawRow, cells: readonly RawCell[]): AsideReason | null {
  if (isHeader(row)) return 'HEADER';
  const first = plainText(cells.find((cell) => plainText(cell) !== ''));
  if (first.includes(':') && NOTE.test(first)) return 'NOTE';
  const isNamed = [row.serialNumber, row.model].filter((cell) => cellText(cell).trim() !== '');
  // Most rows: what follows need not be asked of them.
  if (isNamed.length === 2 && !HINTS.has(first)) return null;
  const texts = cells.map((cell) => plainText(cell)).filter((text) => text !== '');
  if (texts.length > 0 && texts.every((text) => HINTS.has(text))) return 'HINT';
  if (isNamed.length === 2) return null;
  const packed = texts.slice(0, 3).map((text) => text.replace(/\s/gu, ''));
  if (packed.some((text) => TOTAL.test(text))) return 'TOTAL';
  if (isNamed.length > 0) return null;
  if (NOTE.test(first) || END.test(first)) return 'NOTE';
  const isAlone = texts.length === 1 && (GROUP_TITLE.test(first) || /[,。;:]|.{25}/u.test(first));
  return isAlone ? 'NOTE' : null;
}

function isHeader(row: RawRow): boolean {
  const isTitled = (key: 'name' | 'model' | 'serialNumber') =>
    Boolean(row[key]) && namesField(cellText(row[key]), key);
  // The number last: it is another text in every row.
  const [name, model] = [isTitled('name'), isTitled('model')];
  return (name && model) || ((name || model) && isTitled('serialNumber'));
}

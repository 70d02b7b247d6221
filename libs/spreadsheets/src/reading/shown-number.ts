/** What a number format adds to a number or makes of it, where that is more than its look: 000123, SB-007, 2%, 30kg. */
export type ShownNumber = (value: number) => string | null;

const LITERAL = String.raw`(?:"[^"]*"|\\.)*`;
const ZEROS = new RegExp(String.raw`^(${LITERAL})(0+)(?:\.(0+))?(%?)(${LITERAL})(?:_.)?$`, 'u');
/** What Excel's two built-in percentages are. */
const BUILT_IN: Readonly<Record<number, string>> = { 9: '0%', 10: '0.00%' };

/** Null where the number itself is what the clerk sees. */
export function shownNumber(format: string | undefined, id = -1): ShownNumber | null {
  const [, before = '', whole = '', decimals = '', percent = '', behind = ''] =
    ZEROS.exec((format ?? BUILT_IN[id] ?? '').split(';')[0] ?? '') ?? [];
  const [prefix, suffix] = [plain(before), plain(behind)];
  if (whole.length < 2 && percent === '' && prefix === '' && suffix === '') return null;
  return (value) => {
    if (value < 0 || (percent === '' && decimals === '' && !Number.isSafeInteger(value))) return null;
    const number = (percent === '' ? value : value * 100).toFixed(decimals.length);
    const width = whole.length + (decimals === '' ? 0 : decimals.length + 1);
    return `${prefix}${number.padStart(width, '0')}${percent}${suffix}`;
  };
}

function plain(literal: string): string {
  return literal.replace(/"([^"]*)"|\\(.)/gu, '$1$2');
}

/** Excel's own limit is 32,767; a longer text makes it "repair" the file. */
const MAX_CELL_CHARACTERS = 32_000;
const FORMULA_START = /^[=+\-@\t\r]/;
const NOT_XML =
  // eslint-disable-next-line no-control-regex -- what XML 1.0 cannot hold
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * Text that no spreadsheet takes for a formula, whoever typed it: an apostrophe goes before `= + - @` TAB and CR
 * (`quality.md` 1.10). Reading takes it off again.
 */
export function safeText(text: string): string {
  const printable = text.replace(NOT_XML, '\uFFFD').slice(0, MAX_CELL_CHARACTERS);
  return FORMULA_START.test(printable) ? `'${printable}` : printable;
}

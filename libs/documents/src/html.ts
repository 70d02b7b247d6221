/** Markup that is safe to put into a document; only `html` and `trusted` make it. */
export class Html {
  constructor(readonly markup: string) {}
}

export type Insert = Html | string | number | null | undefined | readonly Insert[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Control characters have no glyph, and some of them end a parser's patience; line ends and tabs stay.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

export function escapeHtml(text: string): string {
  return text.replace(CONTROL, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function toMarkup(value: Insert): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(toMarkup).join('');
  return escapeHtml(String(value));
}

/**
 * The only way a template makes markup: every inserted text is escaped, lists are joined, null prints nothing.
 * Attributes must be written with quotes.
 */
export function html(strings: TemplateStringsArray, ...values: Insert[]): Html {
  return new Html(strings.reduce((all, text, index) => all + toMarkup(values[index - 1]) + text));
}

/** Markup made by this library itself (an SVG of a code); never for data. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** A CSS string literal that prints `text` as it is, whatever it contains. */
export function cssText(text: string): string {
  const escaped = text
    .replace(CONTROL, '')
    .replace(/["'\\<>\n\r\f{};]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `);
  return `"${escaped}"`;
}

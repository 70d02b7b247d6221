import { cssText, type Html } from './html.js';

/** The text in one margin of every page; `page`, `pages` and `copy` are CSS values to be put between the literals. */
export interface MarginText {
  at: 'top-left' | 'top-center' | 'top-right' | 'bottom-left' | 'bottom-center' | 'bottom-right';
  /** CSS `content` value, e.g. from `pageNumber` or `cssText`. */
  content: (page: string, pages: string, copy: string) => string;
}

/** What a template hands to the renderer: pure data, no browser needed to test it. */
export interface PaperLayout {
  /** Title in the PDF's properties. */
  title: string;
  /** CSS of the page box, e.g. `size: A4; margin: 16mm`. */
  page: string;
  style: string;
  /** Pages are numbered per copy. */
  copies: readonly Html[];
  /** What the margins of a copy's sheets call it; only where copies take several pages, which could be mixed up. */
  copyNames?: readonly string[];
  margins: readonly MarginText[];
  /** Every copy starts on an odd page, so that a duplex printer never puts two copies on one sheet (ux.md §9). */
  oddPageStart: boolean;
  /** Whether each copy most likely fits on one page; then all are printed at once. Only speed depends on it. */
  probablyOnePage: boolean;
}

/** 第 x/y 页 */
export const pageNumber: MarginText['content'] = (page, pages) => `"第 " ${page} "/" ${pages} " 页"`;

/** 第 x 页 / 共 y 页, as certificates have it. */
export const pageOfTotal: MarginText['content'] = (page, pages) => `"第 " ${page} " 页 / 共 " ${pages} " 页"`;

/** A page without margin texts, put between two copies so that the second starts on an odd page. */
export const BLANK_SHEET = '<div class="blank-sheet"></div>';

/** What is said on a sheet instead of being counted, or of which copy it is. */
export interface SheetOf {
  fixed?: { page: number; pages: number };
  copy?: number;
}

/** The `@page` rules of a layout; with `fixed`, numbers are printed literally instead of counted. */
export function toPageRule(layout: PaperLayout, { fixed, copy }: SheetOf = {}): string {
  const page = fixed ? `"${fixed.page}"` : 'counter(page)';
  const pages = fixed ? `"${fixed.pages}"` : 'counter(pages)';
  const name = cssText((copy !== undefined && layout.copyNames?.[copy]) || '');
  const margins = layout.margins.map(
    ({ at, content }) => `@${at} { content: ${content(page, pages, name)}; }`,
  );
  const none = layout.margins.map(({ at }) => `@${at} { content: none; }`);
  return `@page { ${layout.page}; ${margins.join(' ')} }
    @page blank-sheet { ${none.join(' ')} }
    .blank-sheet { page: blank-sheet; break-before: page; break-after: page; height: 1mm; }`;
}

/** All texts of the margins, so that their fonts can be loaded before printing. */
export function toMarginText(layout: PaperLayout): string {
  return layout.margins
    .map(({ content }) => content('0123456789', '', layout.copyNames?.join('') ?? ''))
    .join('');
}

import { cssText, html, type Html } from './html.js';
import type { MarginText } from './paper-layout.js';

// The embedded families come first; the others are asked only for a character that those lack.
export const SANS = `'Noto Sans SC Common', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Noto Sans', Rare, sans-serif`;
export const SERIF = `'Noto Serif SC Common', 'Noto Serif SC', 'Noto Serif CJK SC', 'Source Han Serif SC', 'Noto Sans SC', 'Noto Sans', Rare, serif`;

/** What all papers have in common: ink, faces, tables with thin lines and a head repeated on every page. */
export const HOUSE_STYLE = `
  @page { font: 400 8pt ${SANS}; color: #555; }
  * { box-sizing: border-box; }
  #margin-text { position: absolute; top: 0; left: 0; height: 0; overflow: hidden; visibility: hidden; font: 400 8pt ${SANS}; }
  body { margin: 0; padding: 0 0.3mm; font: 400 9.5pt/1.5 ${SANS}; color: #161616; font-variant-numeric: tabular-nums; }
  h1, h2 { font-family: ${SERIF}; font-weight: 700; margin: 0; }
  p { margin: 0; }
  svg { display: block; }
  section.copy + section.copy { break-before: page; }
  table { width: 100%; border-collapse: collapse; table-layout: fixed; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  th, td { padding: 0.7mm 1.4mm; text-align: left; vertical-align: middle; font-weight: 400;
           overflow-wrap: anywhere; border: 0.2mm solid #8b8f96; }
  th { background: #f1f2f4; color: #333; }
  .number { text-align: center; }
  .keep { break-inside: avoid; }
  .missing-characters:empty { display: none; }
`;

/** 演示: every page of a demo document says that it is one, calmly. */
export function demoMargins(demo: boolean): MarginText[] {
  return demo ? [{ at: 'top-center', content: () => cssText('演示文件 · 数据为演示，不具法律效力') }] : [];
}

/** Filled while printing, where a paper holds characters that no font has. */
export const MISSING_NOTE = html`<p class="missing-characters"></p>`;

/** Printed where the data has nothing, so that nobody writes something in afterwards. */
export function orDash(text: string | null | undefined): string {
  return text?.trim() ? text : '—';
}

/** A place for a signature, a date or a seal to be filled in by hand. */
export function blank(widthMm: number): Html {
  return html`<span class="blank" style="width:${widthMm}mm"></span>`;
}

/** 2026-11-23 → 2026年11月23日; anything else is printed as it came. */
export function chineseDate(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  return year ? `${year}年${Number(month)}月${Number(day)}日` : date;
}

import { cssText, html, type Html, type Insert } from '../html.js';
import { demoMargins, HOUSE_STYLE } from '../house-style.js';
import { pageNumber, type PaperLayout } from '../paper-layout.js';
import { SLIP_STYLE } from './slip.style.js';

/** What the slips of the counter have alike: A5, two copies, each on its own sheet. */
export interface Slip {
  /** e.g. 取件单 */
  name: string;
  receivingNumber: string;
  /** One a copy, in their order. */
  copies: readonly Html[];
  probablyOnePage: boolean;
  demo: boolean;
}

export function toSlip({ name, receivingNumber, copies, probablyOnePage, demo }: Slip): PaperLayout {
  return {
    title: `${name} ${receivingNumber}`,
    page: 'size: A5; margin: 11mm 12mm 13mm',
    style: HOUSE_STYLE + SLIP_STYLE,
    copies,
    margins: [
      ...demoMargins(demo),
      { at: 'bottom-left', content: () => cssText(`接收编号 ${receivingNumber}`) },
      { at: 'bottom-right', content: pageNumber },
    ],
    oddPageStart: true,
    probablyOnePage,
  };
}

export function slipHeader(title: string, institutionName: string, copyLabel: string, qr: Html): Html {
  return html`<header>
    <div>
      <p class="institution">${institutionName}</p>
      <h1>${title}</h1>
      <p class="copy-label">${copyLabel}</p>
    </div>
    ${qr}
  </header>`;
}

/** What stands above the items: rows of label and value, label and value. */
export function slipFacts(rows: Html): Html {
  return html`<table class="facts">
    <colgroup>
      ${[15, 37, 15, 33].map((width) => html`<col style="width:${width}%" />`)}
    </colgroup>
    ${rows}
  </table>`;
}

/** @param columns title → width in per cent, without the running number, which takes 8 */
export function slipItems(
  columns: Readonly<Record<string, number>>,
  rows: readonly (readonly Insert[])[],
): Html {
  const lines = rows.map(
    (cells, index) =>
      html`<tr>
        <td class="number">${index + 1}</td>
        ${cells.map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
  );
  return html`<table class="items">
    <colgroup>
      ${[8, ...Object.values(columns)].map((width) => html`<col style="width:${width}%" />`)}
    </colgroup>
    <thead>
      <tr>
        <th class="number">序号</th>
        ${Object.keys(columns).map((title) => html`<th>${title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}

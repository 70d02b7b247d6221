import { code128, qrCode } from '../codes.js';
import { html, type Html } from '../html.js';
import { HOUSE_STYLE } from '../house-style.js';
import type { PaperLayout } from '../paper-layout.js';

export interface InstrumentLabel {
  name: string;
  ownNumber: string | null;
  serialNumber: string;
  /** What the QR code leads to: it holds `<baseUrl>/q/<code>`. */
  code: string;
  /** What the laser scanner reads. 40 mm at full bar width hold 12 digits, or 5 other characters. */
  barcode: string;
}

/** 器具标签, 40 × 30 mm each (ux.md §9). */
export interface InstrumentLabelsData {
  baseUrl: string;
  labels: readonly InstrumentLabel[];
}

const WIDTH_MM = 40;

const LABEL_STYLE = `
  .label { width: 40mm; height: 30mm; padding: 1.6mm 1.6mm 1mm; overflow: hidden; font-size: 6.6pt; line-height: 1.28; }
  .label + .label { break-before: page; }
  .top { display: flex; gap: 1.6mm; height: 16.6mm; }
  .top div { flex: 1; min-width: 0; overflow: hidden; }
  .top svg { flex: none; }
  .name { font-weight: 700; font-size: 8pt; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
  .label p { overflow-wrap: anywhere; }
  .bars { margin-top: 1mm; }
  .bars svg { margin: 0 auto; }
  .bars p { text-align: center; font-size: 6.4pt; letter-spacing: 0.05em; }
`;

function toLabel(label: InstrumentLabel, baseUrl: string): Html {
  return html`<div class="label">
    <div class="top">
      <div>
        <p class="name">${label.name}</p>
        ${label.ownNumber ? html`<p>自编&nbsp;${label.ownNumber}</p>` : null}
        <p>出厂&nbsp;${label.serialNumber}</p>
      </div>
      ${qrCode(`${baseUrl}/q/${label.code}`, 16)}
    </div>
    <div class="bars">
      ${code128(label.barcode, 6.5, WIDTH_MM)}
      <p>${label.barcode}</p>
    </div>
  </div>`;
}

/**
 * One label per page, for a label printer.
 * @throws RangeError when a barcode is wider than the label
 */
export function instrumentLabels(data: InstrumentLabelsData): PaperLayout {
  return {
    title: '器具标签',
    page: `size: ${WIDTH_MM}mm 30mm; margin: 0`,
    style: HOUSE_STYLE + LABEL_STYLE,
    copies: [
      html`<section class="copy">${data.labels.map((label) => toLabel(label, data.baseUrl))}</section>`,
    ],
    margins: [],
    oddPageStart: false,
    probablyOnePage: false,
  };
}

import type { LabelLayout } from '@quanheng/domain';
import { code128, qrCode } from '../codes.js';
import { html, type Html } from '../html.js';
import { HOUSE_STYLE } from '../house-style.js';
import type { PaperLayout } from '../paper-layout.js';
import { LABEL_SIZES, labelStyle, type LabelSize } from './label-sizes.js';

/** 状态标识: whether the instrument may be used, and until when. */
export interface LabelStatus {
  readonly word: '合格' | '停用' | '封存';
  readonly tone: 'green' | 'red' | 'grey';
  readonly validUntil: string | null;
}

export interface InstrumentLabel {
  name: string;
  ownNumber: string | null;
  serialNumber: string;
  /** What the QR code leads to: it holds `<baseUrl>/q/<code>`. */
  code: string;
  /** What the laser scanner reads. 40 mm at full bar width hold 12 digits, or 5 other characters. */
  barcode: string;
  status?: LabelStatus | null;
}

/** 器具标签 and 状态标识 (ux.md §9), 40 × 30 mm unless another size is asked for. */
export interface InstrumentLabelsData {
  baseUrl: string;
  layout?: LabelLayout;
  labels: readonly InstrumentLabel[];
}

function toLabel(label: InstrumentLabel, baseUrl: string, size: LabelSize): Html {
  const status = label.status ?? null;
  return html`<div class="label${status ? ` status ${status.tone}` : ''}">
    ${status ? html`<p class="word">${status.word}</p>` : null}
    <div class="top">
      <div>
        <p class="name">${label.name}</p>
        ${label.ownNumber ? html`<p>自编&nbsp;${label.ownNumber}</p>` : null}
        <p>出厂&nbsp;${label.serialNumber}</p>
        ${status?.validUntil ? html`<p class="until">有效期至&nbsp;${status.validUntil}</p>` : null}
      </div>
      ${qrCode(`${baseUrl}/q/${label.code}`, status ? size.statusQrMm : size.qrMm)}
    </div>
    <div class="bars">
      ${code128(label.barcode, status ? size.statusBarsMm : size.barsMm, size.widthMm, size.moduleMm)}
      <p>${label.barcode}</p>
    </div>
  </div>`;
}

/**
 * One label a page for a label printer, or 24 a page on an A4 sheet.
 * @throws RangeError when a barcode is wider than the label
 */
export function instrumentLabels(data: InstrumentLabelsData): PaperLayout {
  const size = LABEL_SIZES[data.layout ?? '40x30'];
  const labels = data.labels.map((label) => toLabel(label, data.baseUrl, size));
  const pages = size.perPage === 1 ? labels : inGroups(labels, size.perPage).map(toSheet);
  return {
    title: data.labels.some(({ status }) => status) ? '状态标识' : '器具标签',
    page: `size: ${size.page}; margin: 0`,
    style: HOUSE_STYLE + labelStyle(size),
    copies: [html`<section class="copy">${pages}</section>`],
    margins: [],
    oddPageStart: false,
    probablyOnePage: false,
  };
}

const toSheet = (labels: readonly Html[]): Html => html`<div class="sheet">${labels}</div>`;

function inGroups<T>(list: readonly T[], size: number): T[][] {
  const count = Math.max(1, Math.ceil(list.length / size));
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}

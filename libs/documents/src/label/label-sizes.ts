import type { LabelLayout } from '@quanheng/domain';
import { MODULE_MM } from '../codes.js';

/** A label's measures; bars are drawn at `moduleMm` and never scaled to fit (`ux.md` section 12). */
export interface LabelSize {
  readonly page: string;
  readonly perPage: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly qrMm: number;
  readonly barsMm: number;
  readonly moduleMm: number;
  /** A status label gives room to its word. */
  readonly statusQrMm: number;
  readonly statusBarsMm: number;
  /** Of the running text; names and words are set in proportion. */
  readonly fontPt: number;
}

export const LABEL_SIZES: Record<LabelLayout, LabelSize> = {
  '40x30': {
    page: '40mm 30mm',
    perPage: 1,
    widthMm: 40,
    heightMm: 30,
    qrMm: 16,
    barsMm: 6.5,
    moduleMm: MODULE_MM,
    statusQrMm: 13,
    statusBarsMm: 4.6,
    fontPt: 6.6,
  },
  '60x40': {
    page: '60mm 40mm',
    perPage: 1,
    widthMm: 60,
    heightMm: 40,
    qrMm: 22,
    barsMm: 9,
    moduleMm: 0.45,
    statusQrMm: 18,
    statusBarsMm: 6.4,
    fontPt: 9,
  },
  // 24 labels of 70 × 37.125 mm, the common sheet; its edge stays free for printers that can't reach it.
  A4_3x8: {
    page: 'A4',
    perPage: 24,
    widthMm: 60,
    heightMm: 37.125,
    qrMm: 18,
    barsMm: 7,
    moduleMm: 0.42,
    statusQrMm: 14,
    statusBarsMm: 5.4,
    fontPt: 8,
  },
};

const TONES = { green: '#1d6b12', red: '#a81f1f', grey: '#4a4f58' };

export function labelStyle(size: LabelSize): string {
  const { fontPt, heightMm, widthMm } = size;
  // Four modules of the QR code: the coloured word must stay out of its quiet zone.
  const quietMm = ((size.statusQrMm / 33) * 4).toFixed(1);
  const onSheet = size.perPage > 1;
  return `
  .label { width: ${onSheet ? 70 : widthMm}mm; height: ${heightMm}mm; overflow: hidden;
           padding: ${onSheet ? '2.6mm 5mm 1mm' : '1.6mm 1.6mm 1mm'}; font-size: ${fontPt}pt; line-height: 1.28; }
  ${onSheet ? '.sheet { display: grid; grid-template-columns: repeat(3, 70mm); align-content: start; height: 297mm; width: 210mm; }' : '.label + .label { break-before: page; }'}
  .sheet + .sheet { break-before: page; }
  body { padding: 0; }
  .top { display: flex; gap: 1.6mm; height: ${size.qrMm + 0.6}mm; }
  .top div { flex: 1; min-width: 0; overflow: hidden; }
  .top svg { flex: none; }
  .name { font-weight: 700; font-size: ${(fontPt * 1.2).toFixed(1)}pt; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
  .label p { overflow-wrap: anywhere; }
  .bars { margin-top: 1mm; }
  .bars svg { margin: 0 auto; }
  .bars p { text-align: center; font-size: ${(fontPt * 0.97).toFixed(1)}pt; letter-spacing: 0.05em; }
  .status .top { height: ${size.statusQrMm + 0.4}mm; }
  .status .name { -webkit-line-clamp: 1; font-size: ${fontPt}pt; }
  .status .until { font-weight: 700; font-size: 0.88em; white-space: nowrap; }
  .status .bars { margin-top: 0.5mm; }
  .word { color: #fff; font-weight: 700; text-align: center; letter-spacing: 0.6em; text-indent: 0.6em;
          font-size: ${(fontPt * 1.3).toFixed(1)}pt; line-height: 1.35; margin-bottom: ${quietMm}mm;
          -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  ${Object.entries(TONES)
    .map(([tone, color]) => `.${tone} .word { background: ${color}; }`)
    .join('\n  ')}
`;
}

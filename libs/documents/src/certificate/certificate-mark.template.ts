import { qrCode } from '../codes.js';
import { HOUSE_STYLE } from '../house-style.js';
import { html } from '../html.js';
import type { PaperLayout } from '../paper-layout.js';

/** What is laid over every page of an institution's own certificate: its number here, and where it is checked (ux.md §9). */
export interface CertificateMarkData {
  certificateNumber: string;
  baseUrl: string;
  verificationToken: string;
}

const STYLE = `
  html, body { background: transparent; }
  .sheet { position: relative; height: 296mm; }
  .mark { position: absolute; left: 6mm; bottom: 6mm; display: flex; gap: 2mm; align-items: center;
          padding: 1.5mm; background: #fff; font-size: 7pt; line-height: 1.4; color: #333; }
`;

export function certificateMark(data: CertificateMarkData): PaperLayout {
  const { certificateNumber, baseUrl, verificationToken } = data;
  return {
    title: certificateNumber,
    page: 'size: A4; margin: 0',
    style: HOUSE_STYLE + STYLE,
    copies: [
      html`<div class="sheet">
        <div class="mark">
          ${qrCode(`${baseUrl}/verify/${verificationToken}`, 16)}
          <div>${certificateNumber}<br />扫码查验真伪和状态</div>
        </div>
      </div>`,
    ],
    margins: [],
    oddPageStart: false,
    probablyOnePage: true,
  };
}

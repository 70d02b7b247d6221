import { html } from '../html.js';
import { HOUSE_STYLE } from '../house-style.js';
import type { PaperLayout } from '../paper-layout.js';

/** What is laid over every page of a form that is handed out again: which reprint, of what (ux.md §13). */
export interface ReprintMarkData {
  /** From 1. */
  reprint: number;
  /** Of the original file, hexadecimal. */
  sha256: string;
}

const STYLE = `
  html, body { background: transparent; }
  .sheet { position: relative; height: 296mm; }
  .mark { position: absolute; top: 128mm; left: 0; right: 0; text-align: center; transform: rotate(-24deg);
          font-size: 54pt; font-weight: 700; letter-spacing: 0.15em; color: rgba(90, 90, 90, 0.16); }
  .hash { position: absolute; left: 0; right: 0; bottom: 4.5mm; text-align: center; font-size: 6.6pt; color: #555; }
`;

export function reprintMark({ reprint, sha256 }: ReprintMarkData): PaperLayout {
  return {
    title: `补打 ${reprint}`,
    page: 'size: A4; margin: 0',
    style: HOUSE_STYLE + STYLE,
    copies: [
      html`<div class="sheet">
        <p class="mark">补打 ${reprint}</p>
        <p class="hash">补打 ${reprint} · 原件 SHA-256 ${sha256}</p>
      </div>`,
    ],
    margins: [],
    oddPageStart: false,
    probablyOnePage: true,
  };
}

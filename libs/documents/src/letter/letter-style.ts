import { html, type Html } from '../html.js';
import { SERIF } from '../house-style.js';

export type Letter = Html;

export const LETTER_STYLE = `
  body { font: 400 13pt/2.05 ${SERIF}; }
  h1 { font-size: 24pt; line-height: 1.3; letter-spacing: 0.2em; text-indent: 0.2em; text-align: center;
       margin: 6mm 0 16mm; }
  .text { text-indent: 2em; margin-bottom: 3mm; }
  .filled { display: inline-block; border-bottom: 0.2mm solid #444; padding: 0 1.5mm; text-indent: 0;
            text-align: center; line-height: 1.35; min-height: 1.35em; vertical-align: baseline; }
  .signatures { margin-top: 20mm; }
  .signatures .filled { text-align: left; }
  .signatures b { font-weight: 400; display: inline-block; min-width: 34mm; }
  .signatures .gap { margin-top: 7mm; }
`;

/** A value typed by the registrant on its line, or an empty line of `widthMm` that says what belongs there. */
export function filled(value: string | null, widthMm: number, hint?: string): Html {
  if (value?.trim())
    return html`<span class="filled" style="min-width:${Math.min(widthMm, 24)}mm">${value}</span>`;
  const label = hint ? `（${hint}）` : '';
  return html`<span class="filled" style="width:${widthMm}mm"></span>${label}`;
}

import { SERIF } from '../house-style.js';

export const CERTIFICATE_STYLE = `
  body { font-size: 10pt; }
  .cover { display: flex; flex-direction: column; min-height: 256mm; break-after: page; font-family: ${SERIF}; }
  .institution { text-align: center; font: 700 18pt/1.4 ${SERIF}; letter-spacing: 0.12em; padding: 6mm 0 4mm;
                 border-bottom: 0.9mm double #2b2b2b; }
  h1 { text-align: center; font-size: 31pt; line-height: 1.3; letter-spacing: 0.32em; text-indent: 0.32em; margin: 11mm 0 4mm; }
  .certificate-number { text-align: center; font-size: 11.5pt; margin-bottom: 10mm; letter-spacing: 0.04em; }
  dl { margin: 0; }
  dl div { display: flex; align-items: baseline; }
  dt { flex: none; color: #333; text-align: justify; text-align-last: justify; }
  dd { margin: 0; flex: 1; min-width: 0; overflow-wrap: anywhere; }
  .fields { padding: 0 6mm; font-size: 11.5pt; line-height: 1.45; }
  .fields div { margin-bottom: 2.3mm; break-inside: avoid; }
  .fields dt { width: 30mm; margin-right: 5mm; }
  .fields dd { border-bottom: 0.15mm solid #9a9a9a; padding: 0 1.5mm 0.7mm; }
  .line { display: block; }
  .foot { margin-top: auto; padding-top: 6mm; }
  .signing { display: flex; justify-content: space-between; gap: 4mm; padding: 0 2mm; align-items: center;
             font-size: 10.5pt; line-height: 2.1; }
  .signing dt { width: 18mm; margin-right: 3mm; }
  .people { width: 54mm; }
  .people dd { border-bottom: 0.15mm solid #9a9a9a; padding: 0 1.5mm; }
  .dates { width: 54mm; }
  .dates dd { border-bottom: 0.15mm solid transparent; }
  .seal { flex: none; width: 42mm; height: 42mm; border-radius: 50%;
          border: 0.25mm dashed #c4c4c4; color: #a8a8a8; font-size: 8.5pt; line-height: 1.6; display: flex;
          align-items: center; justify-content: center; text-align: center; }
  footer { display: flex; justify-content: space-between; align-items: flex-end; margin-top: 5mm; padding-top: 4mm;
           border-top: 0.2mm solid #9a9a9a; font-size: 8.8pt; line-height: 1.7; color: #333; }
  .hint { color: #666; }
  .continued { display: flex; justify-content: space-between; font: 700 11pt/1.4 ${SERIF}; padding-bottom: 2mm;
               margin-bottom: 6mm; border-bottom: 0.9mm double #2b2b2b; }
  .continued span + span { font-weight: 400; font-size: 9.5pt; }
  .findings h2 { font-size: 12pt; margin: 6mm 0 2mm; break-after: avoid; }
  .findings th, .findings td { padding: 1.2mm 1.8mm; }
  .ambient th { width: 14%; }
  .FAIL { font-weight: 700; }
  .end { text-align: center; color: #555; margin: 4mm 0; letter-spacing: 0.3em; }
  .notes { margin-top: 8mm; font-size: 8.8pt; color: #333; }
  .notes p + p { padding-left: 2em; }
`;

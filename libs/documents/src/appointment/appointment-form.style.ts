export const FORM_STYLE = `
  body { font-size: 8.6pt; line-height: 1.4; }
  header { display: flex; align-items: flex-start; gap: 4mm; margin-bottom: 3mm; }
  .heading { flex: 1; }
  .institution { font-size: 9pt; color: #444; }
  h1 { font-size: 15.5pt; line-height: 1.4; letter-spacing: 0.02em; white-space: nowrap; }
  .copy-label { display: inline-block; margin-top: 0.8mm; padding: 0.2mm 2mm; border: 0.25mm solid #161616; font-weight: 700; }
  .barcode { padding: 0 3.4mm; }
  .case-number { text-align: center; font-size: 10pt; font-weight: 700; letter-spacing: 0.06em; line-height: 1.5; }
  .facts { margin-bottom: 2.6mm; font-size: 9pt; }
  .items td, .items th { height: 6.1mm; padding: 0.3mm 1.2mm; line-height: 1.25; }
  .items td.remark { padding-left: 13.5mm; color: #333; }
  .total { text-align: right; margin: 1.2mm 0; }
  .annex { break-before: page; }
  .annex h2 { font-size: 12pt; margin-bottom: 2mm; }
  .signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 2.6mm 10mm; border: 0.2mm solid #8b8f96; padding: 3mm 4mm 3mm; }
  .signatures b { font-weight: 400; }
  .phone { white-space: nowrap; }
  .blank { display: inline-block; border-bottom: 0.2mm solid #444; height: 1em; margin: 0 1mm; }
  footer { margin-top: 2mm; font-size: 8pt; color: #333; }
  footer p:first-child { font-weight: 700; }
`;

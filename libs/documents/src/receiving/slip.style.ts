export const SLIP_STYLE = `
  body { font-size: 8.6pt; line-height: 1.4; }
  header { display: flex; justify-content: space-between; align-items: flex-start; margin-bottom: 3mm; }
  .institution { font-size: 8.6pt; color: #444; }
  h1 { font-size: 15pt; line-height: 1.4; }
  .copy-label { display: inline-block; margin-top: 0.8mm; padding: 0.2mm 2mm; border: 0.25mm solid #161616; font-weight: 700; }
  .barcode { margin-bottom: 3mm; padding-left: 3.4mm; display: flex; align-items: center; gap: 6mm; }
  .barcode p { font-size: 10pt; font-weight: 700; }
  .facts { margin-bottom: 2.6mm; }
  .items td, .items th { height: 6mm; padding: 0.3mm 1.1mm; line-height: 1.25; font-size: 8.2pt; }
  .total { text-align: right; margin: 1.2mm 0; }
  .not-received { border: 0.2mm solid #8b8f96; padding: 1.6mm 2.4mm; }
  .not-received h2 { font-size: 9pt; }
  .not-received ul { margin: 0; padding-left: 4mm; }
  .pickup { margin-top: 2.4mm; padding: 1.4mm 2.4mm; border: 0.3mm solid #161616; }
  .pickup b { margin: 0 4mm 0 1mm; font-size: 13pt; letter-spacing: 0.16em; }
  .closing { margin-top: 4mm; }
  .note { margin-top: 2mm; font-size: 8pt; color: #333; }
  .phone { white-space: nowrap; }
  .blank { display: inline-block; border-bottom: 0.2mm solid #444; height: 1em; }
`;

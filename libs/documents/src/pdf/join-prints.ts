import type { PDFDocument as Pdf } from '@cantoo/pdf-lib';
import type { PdfProperties } from './chromium-pdf.js';

function setProperties(document: Pdf, { title, createdAt }: PdfProperties): void {
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setLanguage('zh-CN');
  document.setCreationDate(createdAt);
  document.setModificationDate(createdAt);
}

/** Papers that were printed in parts as one file. */
export function joinPdfs(parts: readonly Uint8Array[], title: string, createdAt: Date): Promise<Buffer> {
  return joinPrints(parts, false, { title, createdAt });
}

/** Copies printed one by one, put behind each other; with `oddPageStart` a blank page goes before an even one. */
export async function joinPrints(
  prints: readonly Uint8Array[],
  oddPageStart: boolean,
  properties: PdfProperties,
): Promise<Buffer> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const parts = prints.map((print) => PDFDocument.load(print, { updateMetadata: false }));
  const [whole, ...others] = await Promise.all(parts);
  if (!whole) throw new Error('Nothing was printed');
  for (const other of others) {
    const { width, height } = whole.getPage(0).getSize();
    if (oddPageStart && whole.getPageCount() % 2 === 1) whole.addPage([width, height]);
    const pages = await whole.copyPages(other, other.getPageIndices());
    pages.forEach((page) => whole.addPage(page));
  }
  setProperties(whole, properties);
  return Buffer.from(await whole.save());
}

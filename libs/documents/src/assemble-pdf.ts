import { PDFDocument } from '@cantoo/pdf-lib';

export interface PdfProperties {
  title: string;
  createdAt: Date;
}

/** A blank page before every copy that would else start on an even page, i.e. on the back of another one. */
function insertBlanks(document: PDFDocument, pagesPerCopy: number, copies: number): void {
  if (pagesPerCopy % 2 === 0) return;
  for (let copy = copies - 1; copy > 0; copy -= 1) {
    const { width, height } = document.getPage(0).getSize();
    document.insertPage(copy * pagesPerCopy, [width, height]);
  }
}

async function finish(document: PDFDocument, properties: PdfProperties): Promise<Buffer> {
  document.setTitle(properties.title, { showInWindowTitleBar: true });
  document.setCreator('Quanheng');
  document.setProducer('Quanheng');
  document.setLanguage('zh-CN');
  document.setCreationDate(properties.createdAt);
  document.setModificationDate(properties.createdAt);
  return Buffer.from(await document.save());
}

export async function loadPdf(bytes: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(bytes, { updateMetadata: false });
}

/** One print that holds every copy, all of the same number of pages. */
export async function finishPrint(
  document: PDFDocument,
  copies: number,
  oddPageStart: boolean,
  properties: PdfProperties,
): Promise<Buffer> {
  if (oddPageStart) insertBlanks(document, document.getPageCount() / copies, copies);
  return finish(document, properties);
}

/** Copies printed one by one, put behind each other. */
export async function joinPrints(
  prints: readonly Uint8Array[],
  oddPageStart: boolean,
  properties: PdfProperties,
): Promise<Buffer> {
  const [first, ...others] = await Promise.all(prints.map(loadPdf));
  if (!first) throw new Error('Nothing was printed');
  for (const other of others) {
    const { width, height } = first.getPage(0).getSize();
    if (oddPageStart && first.getPageCount() % 2 === 1) first.addPage([width, height]);
    const pages = await first.copyPages(other, other.getPageIndices());
    pages.forEach((page) => first.addPage(page));
  }
  return finish(first, properties);
}

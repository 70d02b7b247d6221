export interface PdfProperties {
  title: string;
  createdAt: Date;
}

const PAGE = /\/Type \/Page\b(?!s)/g;
const DATE = /\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g;

/** Number of pages, as Chromium writes them; 0 in a PDF of another make. */
export function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(PAGE)?.length ?? 0;
}

/**
 * Puts the creation date in the place of Chromium's, which makes the bytes depend on the paper alone. The new text is
 * as long as the old one, so nothing else moves; parsing and writing the file anew would take longer than printing.
 */
export function stampDate(pdf: Buffer, createdAt: Date): Buffer {
  const digits = createdAt.toISOString().replace(/\D/g, '').slice(0, 14);
  for (const match of pdf.toString('latin1').matchAll(DATE)) {
    pdf.write(`/${match[1]} (D:${digits}+00'00')`, match.index, 'latin1');
  }
  return pdf;
}

export interface PdfProperties {
  title: string;
  createdAt: Date;
}

const PAGE = /\/Type \/Page\b(?!s)/g;
const NODE_ID = /\(node\d{8}\)/g;
const DATE = /\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g;

/** Number of pages, as Chromium writes them; 0 in a PDF of another make. */
export function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(PAGE)?.length ?? 0;
}

function overwrite(pdf: Buffer, pattern: RegExp, toText: (match: RegExpMatchArray) => string): void {
  for (const match of pdf.toString('latin1').matchAll(pattern)) {
    pdf.write(toText(match), match.index, 'latin1');
  }
}

/**
 * Replaces what differs from print to print, so that the bytes depend on the paper alone: the date, and the ids of the
 * structure, which Chromium counts through all documents of a page. The new texts are as long as the old ones, so
 * nothing else moves; parsing the file and writing it anew would take longer than printing it.
 */
export function makeReproducible(pdf: Buffer, createdAt: Date): Buffer {
  const digits = createdAt.toISOString().replace(/\D/g, '').slice(0, 14);
  overwrite(pdf, DATE, ([, name]) => `/${name} (D:${digits}+00'00')`);
  const ids = new Map<string, string>();
  overwrite(pdf, NODE_ID, ([id]) => {
    if (!ids.has(id)) ids.set(id, `(node${String(ids.size).padStart(8, '0')})`);
    return ids.get(id) ?? id;
  });
  return pdf;
}

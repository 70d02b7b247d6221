/** A finished paper to be bound with others; `mark` is a page laid over each of its own. */
export interface BoundPaper {
  readonly content: Uint8Array;
  readonly mark?: Uint8Array;
}

/** Papers in one file to be printed in one go: each begins on a sheet of its own, also when both sides are printed. */
export async function bindPapers(
  papers: readonly BoundPaper[],
  properties: { readonly title: string; readonly createdAt: Date },
  onPaper: (done: number) => Promise<void> = async () => undefined,
): Promise<Buffer> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const whole = await PDFDocument.create({ updateMetadata: false });
  for (const [index, { content, mark }] of papers.entries()) {
    const paper = await PDFDocument.load(content, { updateMetadata: false });
    if (whole.getPageCount() % 2 === 1) {
      const { width, height } = paper.getPage(0).getSize();
      whole.addPage([width, height]);
    }
    const [overlay] = mark ? await whole.embedPdf(mark) : [];
    for (const page of await whole.copyPages(paper, paper.getPageIndices())) {
      whole.addPage(page);
      if (overlay && !isBlank(page.node.Contents())) page.drawPage(overlay);
    }
    await onPaper(index + 1);
  }
  whole.setTitle(properties.title, { showInWindowTitleBar: true });
  whole.setLanguage('zh-CN');
  whole.setCreationDate(properties.createdAt);
  whole.setModificationDate(properties.createdAt);
  return Buffer.from(await whole.save());
}

const isBlank = (contents: unknown): boolean => contents === undefined;

import { PrintQueue, type PrintQueueOptions } from './browser/print-queue.js';
import { layOut, type Paper } from './paper.js';
import { type PaperLayout, toMarginText, toPageRule, BLANK_SHEET } from './paper-layout.js';
import { countPages, type PdfProperties, makeReproducible } from './pdf/chromium-pdf.js';
import { joinPrints } from './pdf/join-prints.js';

export interface RendererOptions extends PrintQueueOptions {
  /** The clock for the creation date in the PDF's properties; the system's by default. */
  now?: () => Date;
}

export interface RenderOptions {
  /** With the same paper and the same date, the bytes come out the same. */
  createdAt?: Date;
}

export interface DocumentRenderer {
  /**
   * A paper as PDF.
   * @throws RangeError when the data can't be printed as it must be (a barcode wider than its label)
   * @throws PrintTimeoutError
   */
  render(paper: Paper, options?: RenderOptions): Promise<Buffer>;
  /** Starts the browser ahead of the first paper. */
  warmUp(): Promise<void>;
  /** Process id of the running browser, if any. */
  readonly browserProcessId: number | undefined;
  /** Finishes what is being printed and stops the browser; further papers are refused. */
  close(): Promise<void>;
}

/** All copies in one print, a page each; null when one of them turned out to need more. */
async function renderTogether(queue: PrintQueue, layout: PaperLayout, { title, createdAt }: PdfProperties) {
  const several = layout.copies.length > 1;
  const print = await queue.print({
    title,
    style: layout.style + toPageRule(layout, several ? { fixed: { page: 1, pages: 1 } } : {}),
    body: layout.copies.map(({ markup }) => markup).join(layout.oddPageStart ? BLANK_SHEET : ''),
    marginText: toMarginText(layout),
    tagged: true,
  });
  const pdf = Buffer.from(print.buffer, print.byteOffset, print.byteLength);
  const expected = layout.oddPageStart ? 2 * layout.copies.length - 1 : layout.copies.length;
  return several && countPages(pdf) !== expected ? null : makeReproducible(pdf, createdAt);
}

/** Chromium counts pages through a whole print, so copies of several pages are printed one by one. */
async function renderCopies(
  queue: PrintQueue,
  layout: PaperLayout,
  properties: PdfProperties,
): Promise<Buffer> {
  const marginText = toMarginText(layout);
  const prints = await Promise.all(
    layout.copies.map(({ markup }, copy) => {
      const style = layout.style + toPageRule(layout, { copy });
      return queue.print({ title: properties.title, style, body: markup, marginText, tagged: false });
    }),
  );
  return joinPrints(prints, layout.oddPageStart, properties);
}

/** The one printer of a process; its browser starts with the first paper. */
export function createRenderer(options: RendererOptions = {}): DocumentRenderer {
  const queue = new PrintQueue(options);
  const now = options.now ?? (() => new Date());
  return {
    async render(paper, { createdAt = now() } = {}) {
      const layout = layOut(paper);
      const properties = { title: layout.title, createdAt };
      const together = layout.copies.length === 1 || layout.probablyOnePage;
      const pdf = together ? await renderTogether(queue, layout, properties) : null;
      return pdf ?? renderCopies(queue, layout, properties);
    },
    warmUp: () => queue.warmUp(),
    get browserProcessId() {
      return queue.browserProcessId;
    },
    close: () => queue.close(),
  };
}

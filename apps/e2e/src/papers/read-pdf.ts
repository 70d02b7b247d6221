import {
  BinaryBitmap,
  Code128Reader,
  DecodeHintType,
  HybridBinarizer,
  RGBLuminanceSource,
} from '@zxing/library';
import jsqrModule from 'jsqr';
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

// The package is CommonJS whose export is the function, while its types speak of a default export.
const jsQR = jsqrModule as unknown as typeof jsqrModule.default;

/** What an eye and a scanner find on a page; read with other software than the one that printed it. */
export interface PaperPage {
  readonly text: string;
  readonly qr: string | null;
  readonly code128: string | null;
}

interface CanvasFactory {
  create(width: number, height: number): { canvas: never; context: CanvasRenderingContext };
}

interface CanvasRenderingContext {
  getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
}

/** Dots a point, some 150 dpi: what a scanner's camera sees of a printed page. */
const SCALE = 2;

/** The pages of a PDF. Codes are looked for on those whose text asks for it. */
export async function readPdf(
  pdf: Uint8Array,
  hasCodes: (text: string) => boolean = () => true,
): Promise<PaperPage[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: PaperPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    pages.push(await readPage(document, number, hasCodes));
  }
  await document.destroy();
  return pages;
}

async function readPage(
  document: PDFDocumentProxy,
  number: number,
  hasCodes: (text: string) => boolean,
): Promise<PaperPage> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? item.str : '')).join('');
  return hasCodes(text) ? { text, ...(await readCodes(document, page)) } : { text, qr: null, code128: null };
}

async function readCodes(document: PDFDocumentProxy, page: PDFPageProxy): Promise<Omit<PaperPage, 'text'>> {
  const viewport = page.getViewport({ scale: SCALE });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const { canvas, context } = (document.canvasFactory as CanvasFactory).create(width, height);
  await page.render({ canvas, canvasContext: context as never, viewport }).promise;
  const { data } = context.getImageData(0, 0, width, height);
  return {
    qr: jsQR(data, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null,
    code128: readCode128(data, width, height),
  };
}

function readCode128(pixels: Uint8ClampedArray, width: number, height: number): string | null {
  const grey = new Uint8ClampedArray(width * height).map((_, i) => pixels[4 * i] ?? 255);
  const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
  try {
    return new Code128Reader().decode(bitmap, new Map([[DecodeHintType.TRY_HARDER, true]])).getText();
  } catch {
    return null;
  }
}

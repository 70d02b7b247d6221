import { getDocument, OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Raster, readCode128, readQr } from './read-codes.js';

interface Glyph {
  unicode: string;
  originalCharCode: number;
}

interface CanvasFactory {
  create(width: number, height: number): { canvas: never; context: Context };
}

interface Context {
  getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
}

/** What a reader, a scanner and an eye find in a PDF; read with other software than the one that wrote it. */
export interface ReadPage {
  text: string;
  /** In millimetres. */
  width: number;
  height: number;
  /** Characters printed as the empty box of a font that lacks them. */
  missingGlyphs: number;
  qr: string | null;
  code128: string | null;
}

const POINT_MM = 25.4 / 72;
const SHARP_DPI = 216;

async function rasterise(document: PDFDocumentProxy, page: PDFPageProxy, dpi = SHARP_DPI): Promise<Raster> {
  const viewport = page.getViewport({ scale: dpi / 72 });
  const width = Math.ceil(viewport.width);
  const height = Math.ceil(viewport.height);
  const factory = document.canvasFactory as CanvasFactory;
  const { canvas, context } = factory.create(width, height);
  await page.render({ canvas, canvasContext: context as never, viewport }).promise;
  return { pixels: context.getImageData(0, 0, width, height).data, width, height };
}

async function countMissingGlyphs(page: PDFPageProxy): Promise<number> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const shown = fnArray.flatMap((operator, index) =>
    operator === OPS.showText ? (argsArray[index] as [(Glyph | number)[]])[0] : [],
  );
  return shown.filter((glyph) => typeof glyph === 'object' && glyph.originalCharCode === 0).length;
}

async function readPage(
  document: PDFDocumentProxy,
  number: number,
  codes: boolean,
  dpi: number,
): Promise<ReadPage> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  const { width, height } = page.getViewport({ scale: 1 });
  const raster = codes ? await rasterise(document, page, dpi) : null;
  return {
    text: items.map((item) => ('str' in item ? item.str : '')).join(''),
    width: Math.round(width * POINT_MM),
    height: Math.round(height * POINT_MM),
    missingGlyphs: await countMissingGlyphs(page),
    qr: raster && readQr(raster),
    code128: raster && readCode128(raster),
  };
}

/** The pages of a PDF; their codes are read, too, if asked for, from a scan of that fineness. */
export async function readPdf(pdf: Buffer, { codes = false, dpi = SHARP_DPI } = {}): Promise<ReadPage[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    pages.push(await readPage(document, number, codes, dpi));
  }
  await document.destroy();
  return pages;
}

export async function readProperties(pdf: Buffer): Promise<Record<string, unknown>> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const { info } = await document.getMetadata();
  await document.destroy();
  return info as Record<string, unknown>;
}

/** A part of a page, in millimetres. */
export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What scanners find in parts of a page, where several codes stand on it. */
export async function readAreas(
  pdf: Buffer,
  pageNumber: number,
  areas: readonly Area[],
): Promise<Pick<ReadPage, 'qr' | 'code128'>[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const page = await document.getPage(pageNumber);
  const raster = await rasterise(document, page);
  const perMm = raster.width / (page.getViewport({ scale: 1 }).width * POINT_MM);
  await document.destroy();
  return areas.map((area) => {
    const part = crop(raster, area, perMm);
    return { qr: readQr(part), code128: readCode128(part) };
  });
}

function crop({ pixels, width }: Raster, area: Area, perMm: number): Raster {
  const [left, top, columns, rows] = [area.left, area.top, area.width, area.height].map((mm) =>
    Math.floor(mm * perMm),
  ) as [number, number, number, number];
  const part = new Uint8ClampedArray(columns * rows * 4);
  for (let row = 0; row < rows; row += 1) {
    const from = ((top + row) * width + left) * 4;
    part.set(pixels.subarray(from, from + columns * 4), row * columns * 4);
  }
  return { pixels: part, width: columns, height: rows };
}

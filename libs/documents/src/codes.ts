import { toSVG } from 'bwip-js';
import { type Html, trusted } from './html.js';

/** The narrowest bar that the desk's laser scanners read without fail (ux.md §9, §12). */
export const MODULE_MM = 0.33;
const QUIET_MODULES = 10;

interface Symbol {
  width: number;
  height: number;
  shapes: string;
}

function draw(kind: 'qrcode' | 'code128', text: string, options: Record<string, string> = {}): Symbol {
  const svg = toSVG({ bcid: kind, text, scale: 1, ...options });
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const shapes = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>')).replaceAll('\n', '');
  return { width: Number(width), height: Number(height), shapes };
}

function toSvg(symbol: Symbol, kind: string, widthMm: number, heightMm: number): Html {
  const size = `width="${widthMm.toFixed(2)}mm" height="${heightMm.toFixed(2)}mm"`;
  const view = `viewBox="0 0 ${symbol.width} ${symbol.height}" preserveAspectRatio="none"`;
  const hints = 'shape-rendering="crispEdges" aria-hidden="true" xmlns="http://www.w3.org/2000/svg"';
  return trusted(`<svg class="${kind}" ${size} ${view} ${hints}>${symbol.shapes}</svg>`);
}

/** QR code (error correction M) as an SVG of exactly `sizeMm`; the surrounding layout gives the quiet zone. */
export function qrCode(text: string, sizeMm: number): Html {
  return toSvg(draw('qrcode', text, { eclevel: 'M' }), 'qr', sizeMm, sizeMm);
}

/** The same as an address that a browser shows as a picture. */
export function qrCodeAddress(text: string, sizeMm: number): string {
  return `data:image/svg+xml;base64,${Buffer.from(qrCode(text, sizeMm).markup).toString('base64')}`;
}

/** Width in millimetres that `text` takes as Code 128, without its quiet zones. */
export function code128WidthMm(text: string, moduleMm = MODULE_MM): number {
  return draw('code128', text).width * moduleMm;
}

/**
 * Code 128 as an SVG with bars of `moduleMm`, never scaled to fit.
 * @throws RangeError when bars and quiet zones need more than `maxWidthMm`
 */
export function code128(text: string, heightMm: number, maxWidthMm = 180, moduleMm = MODULE_MM): Html {
  const symbol = draw('code128', text);
  const width = symbol.width * moduleMm;
  if (width + 2 * QUIET_MODULES * moduleMm > maxWidthMm) {
    throw new RangeError(`Code 128 of ${text.length} characters needs more than ${maxWidthMm} mm`);
  }
  return toSvg(symbol, 'code128', width, heightMm);
}

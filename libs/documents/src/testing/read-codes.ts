import {
  BinaryBitmap,
  Code128Reader,
  DecodeHintType,
  HybridBinarizer,
  RGBLuminanceSource,
} from '@zxing/library';
import jsqrModule from 'jsqr';

// The package is CommonJS whose export is the function, while its types speak of a default export.
const jsQR = jsqrModule as unknown as typeof jsqrModule.default;

/** Pixels as red, green, blue, alpha. */
export interface Raster {
  pixels: Uint8ClampedArray;
  width: number;
  height: number;
}

/** What the QR code in a picture says, read by another library than the one that draws; null without one. */
export function readQr({ pixels, width, height }: Raster): string | null {
  return jsQR(pixels, width, height)?.data ?? null;
}

export function readCode128({ pixels, width, height }: Raster): string | null {
  const grey = new Uint8ClampedArray(width * height);
  for (let i = 0; i < grey.length; i += 1) grey[i] = pixels[4 * i] ?? 255;
  const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
  try {
    return new Code128Reader().decode(bitmap, new Map([[DecodeHintType.TRY_HARDER, true]])).getText();
  } catch {
    return null;
  }
}

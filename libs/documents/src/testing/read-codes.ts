import {
  BinaryBitmap,
  Code128Reader,
  DecodeHintType,
  HybridBinarizer,
  QRCodeReader,
  type Reader,
  RGBLuminanceSource,
} from '@zxing/library';

/** Pixels as red, green, blue, alpha. */
export interface Raster {
  pixels: Uint8ClampedArray;
  width: number;
  height: number;
}

function read(reader: Reader, { pixels, width, height }: Raster): string | null {
  const grey = new Uint8ClampedArray(width * height);
  for (let i = 0; i < grey.length; i += 1) grey[i] = pixels[4 * i] ?? 255;
  const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
  try {
    return reader.decode(bitmap, new Map([[DecodeHintType.TRY_HARDER, true]])).getText();
  } catch {
    return null;
  }
}

/** What the first QR code in a picture says, read by another library than the one that draws; null without one. */
export function readQr(raster: Raster): string | null {
  return read(new QRCodeReader(), raster);
}

export function readCode128(raster: Raster): string | null {
  return read(new Code128Reader(), raster);
}

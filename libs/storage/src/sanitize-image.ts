import { detectFileType } from './detect-file-type.js';
import { FileUnreadableError, ImageTooLargeError } from './errors.js';

export interface SanitizedImage {
  content: Buffer;
  type: 'jpg' | 'png';
  width: number;
  height: number;
}

const MAX_PIXELS = 40_000_000;
/** Nothing that is printed or photographed is longer; encoders choke on a line of millions. */
const MAX_SIDE = 30_000;
const MAX_SECONDS = 15;
const JPEG_QUALITY = 88;

/**
 * The same picture newly encoded: upright, without metadata (a phone writes where it was taken) and without whatever
 * else was in the file (quality.md §1.6). Throws ImageTooLargeError from the header alone, before anything is unpacked,
 * and FileUnreadableError for all that isn't a whole JPG or PNG.
 */
export async function sanitizeImage(content: Buffer, maxPixels = MAX_PIXELS): Promise<SanitizedImage> {
  const type = detectFileType(content);
  if (type !== 'jpg' && type !== 'png') throw new FileUnreadableError();
  // Large, and only an upload of a picture needs it.
  const { default: sharp } = await import('sharp');
  const image = sharp(content, { failOn: 'error', limitInputPixels: false });
  const { width, height } = await image.metadata().catch(refuse);
  if (!width || !height || width * height > maxPixels || Math.max(width, height) > MAX_SIDE)
    throw new ImageTooLargeError(maxPixels);
  const upright = image.timeout({ seconds: MAX_SECONDS }).rotate();
  const encoded = type === 'jpg' ? upright.jpeg({ quality: JPEG_QUALITY }) : upright.png();
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true }).catch(refuse);
  return { content: data, type, width: info.width, height: info.height };
}

function refuse(cause: unknown): never {
  throw new FileUnreadableError({ cause });
}

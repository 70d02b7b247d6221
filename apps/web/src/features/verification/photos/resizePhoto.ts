/** Enough to read a nameplate by; a telephone's own pictures are four times as large. */
const LONGEST_SIDE = 2048;
const SMALL_BYTES = 1_500_000;
const QUALITY = 0.85;

/**
 * The picture upright and no larger than needed, so that it is sent quickly over a telephone's connection. What the
 * browser can't read goes as it is: the server says what is wrong with it.
 */
export async function resizePhoto(file: File): Promise<File> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);
  if (!bitmap) return file;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= SMALL_BYTES) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return toPhoto(canvas);
}

export function toPhoto(canvas: HTMLCanvasElement): Promise<File> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) =>
        blob ? resolve(new File([blob], 'photo.jpg', { type: blob.type })) : reject(new Error('canvas')),
      'image/jpeg',
      QUALITY,
    ),
  );
}

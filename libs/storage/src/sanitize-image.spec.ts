import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { FileUnreadableError, ImageTooLargeError } from './errors.js';
import { sanitizeImage } from './sanitize-image.js';

/** Real: sharp and real pictures, made here. */
const aPicture = (width = 40, height = 20) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } });

test('a photo comes back upright and without its metadata', async () => {
  const exif = { IFD0: { Copyright: 'secret owner' }, IFD3: { GPSLatitudeRef: 'N' } };
  const photo = await aPicture().withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect((await sharp(photo).metadata()).orientation).toBe(6);
  const { content, ...rest } = await sanitizeImage(photo);
  expect(rest).toEqual({ type: 'jpg', width: 20, height: 40 });
  const metadata = await sharp(content).metadata();
  expect(metadata).toMatchObject({ format: 'jpeg', width: 20, height: 40 });
  expect([metadata.exif, metadata.icc, metadata.xmp, metadata.orientation]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('what was hidden behind a picture is gone', async () => {
  const png = Buffer.concat([await aPicture().png().toBuffer(), Buffer.from('<script>alert(1)</script>')]);
  const { content, type } = await sanitizeImage(png);
  expect(type).toBe('png');
  expect(content.includes('script')).toBe(false);
  expect((await sharp(content).metadata()).format).toBe('png');
});

test('a flood of pixels is refused by its header', async () => {
  await expect(sanitizeImage(await aPicture(40, 20).png().toBuffer(), 799)).rejects.toThrow(
    ImageTooLargeError,
  );
  expect(await sanitizeImage(await aPicture(40, 20).png().toBuffer(), 800)).toMatchObject({ width: 40 });
  await expect(sanitizeImage(aPngThatClaims(100_000, 100_000))).rejects.toThrow(ImageTooLargeError);
});

test('half a picture, another format or no picture at all is refused', async () => {
  const jpg = await aPicture(400, 400).jpeg().toBuffer();
  await expect(sanitizeImage(jpg.subarray(0, jpg.length / 2))).rejects.toThrow(FileUnreadableError);
  await expect(sanitizeImage(await aPicture().webp().toBuffer())).rejects.toThrow(FileUnreadableError);
  await expect(sanitizeImage(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).rejects.toThrow(
    FileUnreadableError,
  );
  await expect(sanitizeImage(Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2]))).rejects.toThrow(FileUnreadableError);
  await expect(sanitizeImage(Buffer.alloc(0))).rejects.toThrow(FileUnreadableError);
});

/** A few bytes that would unpack to a picture of this size. */
function aPngThatClaims(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    magic,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(10)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

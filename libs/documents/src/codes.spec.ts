import sharp from 'sharp';
import { code128, code128WidthMm, MODULE_MM, qrCode } from './codes.js';
import { readCode128, readQr } from './testing/read-codes.js';

async function rasterise(svg: string) {
  const { data, info } = await sharp(Buffer.from(svg), { density: 300 })
    .flatten({ background: '#fff' })
    .extend({ top: 60, bottom: 60, left: 60, right: 60, background: '#fff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

describe('codes', () => {
  it.each([
    'https://demo.example/q/A20261123-00042-K',
    'https://demo.example/verify/k3Jd8Qm2V7xPz0TtA9sLbY4w',
  ])('draws %s as a QR code that a reader understands', async (text) => {
    expect(readQr(await rasterise(qrCode(text, 24).markup))).toBe(text);
  });

  it.each(['A20261123-00042-K', 'R20261203-00007-P', '202611230001'])(
    'draws %s as a Code 128 that a reader understands',
    async (text) => {
      expect(readCode128(await rasterise(code128(text, 10).markup))).toBe(text);
    },
  );

  it('draws bars of 0.33 mm, as wide as the scanners at the desk need', () => {
    const { markup } = code128('A20261123-00042-K', 10);
    const [, width] = /width="([\d.]+)mm"/.exec(markup) ?? [];
    const [, modules] = /viewBox="0 0 (\d+)/.exec(markup) ?? [];
    expect(Number(width) / Number(modules)).toBeCloseTo(0.33, 4);
    expect(MODULE_MM).toBeGreaterThanOrEqual(0.33);
  });

  it('refuses a barcode that has no room instead of squeezing it', () => {
    expect(code128WidthMm('202611230001')).toBeLessThan(40);
    expect(() => code128('202611230001', 6, 40)).not.toThrow();
    expect(() => code128('A20261123-00042-K', 6, 40)).toThrow(RangeError);
  });
});

import { jest } from '@jest/globals';
import { LABEL_LAYOUTS, formatCaseNumber, labelBarcode } from '@quanheng/domain';
import { MODULE_MM } from '../codes.js';
import { layOut } from '../paper.js';
import { joinPdfs } from '../pdf/join-prints.js';
import { createRenderer } from '../renderer.js';
import { readAreas, readPdf } from '../testing/read-pdf.js';
import type { InstrumentLabel, InstrumentLabelsData, LabelStatus } from './instrument-labels.template.js';
import { LABEL_SIZES } from './label-sizes.js';

// Real: Chromium, the PDF, its picture at 216 dpi and two code readers that didn't write the codes.
jest.setTimeout(120_000);
const renderer = createRenderer();
beforeAll(() => renderer.warmUp());
afterAll(() => renderer.close());

const BASE_URL = 'https://metrology.demo.example';
const PASS: LabelStatus = { word: '合格', tone: 'green', validUntil: '2027-05-22' };
const aLabel = (sequence: number, status: LabelStatus | null = null): InstrumentLabel => {
  const code = formatCaseNumber('I', '2026-11-23', sequence);
  return {
    name: '弹性元件式一般压力表（带远传装置的特长名称）',
    ownNumber: 'CZ-2026-0007',
    serialNumber: `SN-20260000${sequence}`,
    code,
    barcode: labelBarcode(code),
    status,
  };
};
const paper = (data: Omit<InstrumentLabelsData, 'baseUrl'>) =>
  ({ kind: 'instrument-labels', data: { baseUrl: BASE_URL, ...data } }) as const;
const address = ({ code }: InstrumentLabel) => `${BASE_URL}/q/${code}`;

describe.each(['identity', 'status'])('an %s label', (kind) => {
  const status = kind === 'status' ? PASS : null;

  it.each(['40x30', '60x40'] as const)('of %s mm is read by a phone and by a laser', async (layout) => {
    const labels = [aLabel(1, status), aLabel(2, status)];
    const pages = await readPdf(await renderer.render(paper({ layout, labels })), { codes: true });
    const { widthMm, heightMm } = LABEL_SIZES[layout];
    expect(pages.map(({ width, height }) => [width, height])).toEqual([
      [widthMm, heightMm],
      [widthMm, heightMm],
    ]);
    expect(pages.map(({ qr, code128 }) => [qr, code128])).toEqual(
      labels.map((label) => [address(label), label.barcode]),
    );
    expect(pages[0]?.missingGlyphs).toBe(0);
    expect(pages[0]?.text.replaceAll(' ', '').includes('合格')).toBe(kind === 'status');
  });

  it('is read wherever it stands on an A4 sheet, 24 a page', async () => {
    const labels = Array.from({ length: 26 }, (_, index) => aLabel(index + 1, status));
    const pdf = await renderer.render(paper({ layout: 'A4_3x8', labels }));
    const pages = await readPdf(pdf);
    expect(pages.map(({ width, height }) => [width, height])).toEqual([
      [210, 297],
      [210, 297],
    ]);
    const area = (place: number) => ({
      left: (place % 3) * 70,
      top: Math.floor(place / 3) * 37.125,
      width: 70,
      height: 37.125,
    });
    const read = await readAreas(pdf, 1, [0, 4, 23].map(area));
    expect(read).toEqual(
      [0, 4, 23].map((place) => ({ qr: address(labels[place]!), code128: labels[place]!.barcode })),
    );
    const [second] = await readAreas(pdf, 2, [area(1)]);
    expect(second?.code128).toBe(labels[25]!.barcode);
  });
});

describe('labels', () => {
  it('have bars of at least 0.33 mm in every size, and nothing is squeezed', () => {
    for (const layout of LABEL_LAYOUTS) {
      expect(LABEL_SIZES[layout].moduleMm).toBeGreaterThanOrEqual(MODULE_MM);
      const [sheet] = layOut(paper({ layout, labels: [aLabel(1)] })).copies;
      const [, width, modules] =
        /class="code128" width="([\d.]+)mm".*?viewBox="0 0 (\d+)/s.exec(sheet!.markup) ?? [];
      expect(Number(width) / Number(modules)).toBeCloseTo(LABEL_SIZES[layout].moduleMm, 2);
    }
    const long = { ...aLabel(1), barcode: 'A-LONG-SERIAL-NUMBER-2026' };
    expect(() => layOut(paper({ labels: [long] }))).toThrow(RangeError);
  });

  it('are one file where they were printed in parts, each label once', async () => {
    const parts = [[aLabel(1), aLabel(2)], [aLabel(3)]].map((labels) => renderer.render(paper({ labels })));
    const pages = await readPdf(await joinPdfs(await Promise.all(parts), '器具标签', new Date()), {
      codes: true,
    });
    expect(pages.map(({ code128 }) => code128)).toEqual([1, 2, 3].map((n) => aLabel(n).barcode));
  });
});

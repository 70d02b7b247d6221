import { jest } from '@jest/globals';
import { PrintTimeoutError } from './browser/print-queue.js';
import { createRenderer } from './renderer.js';
import { readPdf, readProperties } from './testing/read-pdf.js';
import {
  aCertificate,
  anAppointmentForm,
  aReceivingSlip,
  LETTER,
  ON_SITE,
  PLEDGE,
  CERTIFICATE,
} from './testing/papers.js';
import { PAYLOADS } from './testing/payloads.js';

// Real: Chromium with its fonts, the PDF, the software that reads it back. Nothing is mocked.
jest.setTimeout(60_000);
const renderer = createRenderer();
const createdAt = new Date('2026-11-23T08:00:00Z');

beforeAll(() => renderer.warmUp());
afterAll(() => renderer.close());

describe('a rendered appointment form', () => {
  it.each([1, 22, 23, 40])(
    'of %i items has two copies numbered from 1, each starting on an odd page',
    async (items) => {
      const pages = await readPdf(await renderer.render(anAppointmentForm(items)));
      const starts = pages.flatMap(({ text }, index) =>
        /第[一二]联　?\s?(检定机构|送检单位)/.test(text) && !/附件：/.test(text) ? [index] : [],
      );
      const [first, second = 0] = starts;
      expect(starts).toHaveLength(2);
      expect(first).toBe(0);
      expect(second % 2).toBe(0);
      const printed = pages.filter(({ text }) => text !== '');
      const perCopy = printed.length / 2;
      printed.forEach(({ text }, index) =>
        expect(text).toContain(`第 ${(index % perCopy) + 1}/${perCopy} 页`),
      );
      expect(pages.every(({ width, height }) => width === 210 && height === 297)).toBe(true);
    },
  );

  it.each([
    { items: 1, pages: 3 },
    { items: 22, pages: 3 },
    { items: 40, pages: 4 },
  ])('of $items items has $pages pages', async ({ items, pages }) => {
    expect(await readPdf(await renderer.render(anAppointmentForm(items)))).toHaveLength(pages);
  });

  it('holds 500 items in each copy, with the table head on every page of the list', async () => {
    const pages = await readPdf(await renderer.render(anAppointmentForm(500)));
    const serials = pages.map(({ text }) => text.match(/SN-\d{4}/g) ?? []);
    expect(serials.flat()).toHaveLength(1000);
    expect(new Set(serials.flat()).size).toBe(500);
    pages.forEach(({ text }, index) => {
      if (serials[index]?.length) expect(text).toContain('出厂编号');
    });
  });

  it('keeps to its numbers when long texts need more room than guessed', async () => {
    const paper = anAppointmentForm(20);
    const items = paper.data.items.map((item) => ({ ...item, name: '很长的器具名称'.repeat(14) }));
    const pages = await readPdf(await renderer.render({ ...paper, data: { ...paper.data, items } }));
    const numbers = pages.flatMap(({ text }) => text.match(/第 \d+\/\d+ 页/g) ?? []);
    const perCopy = numbers.length / 2;
    expect(perCopy).toBeGreaterThan(1);
    expect(numbers.slice(0, perCopy)).toEqual(numbers.slice(perCopy));
    expect(numbers[perCopy - 1]).toBe(`第 ${perCopy}/${perCopy} 页`);
  });

  it.each([
    { dpi: 200, formVersion: 1, version: '' },
    { dpi: 150, formVersion: 2, version: '2/' },
  ])(
    'carries both codes on both copies, read from a scan of $dpi dpi',
    async ({ dpi, formVersion, version }) => {
      const paper = anAppointmentForm(3, { visit: ON_SITE, formVersion });
      const pages = await readPdf(await renderer.render(paper), { codes: true, dpi });
      const codes = pages.map(({ qr, code128 }) => ({ qr, code128 }));
      const address = `https://demo.example/q/${version}A20261123-00042-K`;
      const expected = { qr: address, code128: 'A20261123-00042-K' };
      expect(codes).toEqual([expected, { qr: null, code128: null }, expected]);
    },
  );
});

it('names its copy on every sheet of a form that takes several, so that mixed sheets are told apart', async () => {
  const pages = await readPdf(await renderer.render(anAppointmentForm(40)));
  const named = pages.map(({ text }) => /(第[一二]联)\s+第 \d\/2 页/.exec(text)?.[1]);
  expect(named).toEqual(['第一联', '第一联', '第二联', '第二联']);
});

it('gives a long remark a line of its own, so that the row of its instrument stays a row', async () => {
  const { data } = anAppointmentForm(20);
  const items = data.items.map((item) => ({ ...item, remark: '备'.repeat(120) }));
  const pages = await readPdf(await renderer.render(anAppointmentForm(20, { items })));
  expect(pages.length).toBeLessThanOrEqual(4);
  expect(pages[0]?.text.replace(/\s/g, '')).toContain(`1备注：${'备'.repeat(50)}`);
});

describe('the other papers', () => {
  it('prints the letters on one page each, in the words of the annexes', async () => {
    const [letter, ...more] = await readPdf(await renderer.render(LETTER));
    const [pledge, ...others] = await readPdf(await renderer.render(PLEDGE));
    expect([...more, ...others]).toHaveLength(0);
    expect(letter?.text).toContain('代理人根据授权，以我方名义在“广东省计量强制检定管理平台”（网址：');
    expect(pledge?.text).toContain('六、规范日常经营行为，积极配合计量监督检查。');
  });

  it('prints a receiving slip on A5, with codes', async () => {
    const [page] = await readPdf(await renderer.render(aReceivingSlip(4)), { codes: true });
    expect(page).toMatchObject({
      width: 148,
      height: 210,
      qr: 'https://demo.example/q/R20261203-00007-P',
      code128: 'R20261203-00007-P',
    });
  });

  it('numbers the pages of a certificate, and leads to its check', async () => {
    const pages = await readPdf(await renderer.render(aCertificate()), { codes: true });
    expect(pages).toHaveLength(2);
    expect(pages[0]?.text).toContain('第 1 页 / 共 2 页');
    expect(pages[1]?.text).toContain('第 2 页 / 共 2 页');
    expect(pages[0]?.qr).toBe('https://demo.example/verify/demoToken-0123456789abcdef');
    expect(pages.every(({ text }) => text.includes('演示文件'))).toBe(true);
  });

  it('prints a label per instrument on its own size', async () => {
    const labels = ['202611230001', '202611230002'].map((barcode) => {
      return { name: '电子天平', ownNumber: '演示-1', serialNumber: 'SN-1', code: `I${barcode}`, barcode };
    });
    const data = { baseUrl: 'https://demo.example', labels };
    const pages = await readPdf(await renderer.render({ kind: 'instrument-labels', data }), { codes: true });
    expect(pages.map(({ qr, code128 }) => [qr, code128])).toEqual([
      ['https://demo.example/q/I202611230001', '202611230001'],
      ['https://demo.example/q/I202611230002', '202611230002'],
    ]);
    expect(pages[0]).toMatchObject({ width: 40, height: 30 });
  });
});

describe('characters', () => {
  const rare = '喆堃犇珺玥燊淼昇頔赟翀瑨妘甡翯骉爨彧龘祎';
  const signs = 'Ω Φ φ μ µ ℃ ≤ ≥ ± × ² ³ № ‰ ～ ① → 　（）【】';

  it('has a glyph for rare characters of names and for the signs of measuring, in every face', async () => {
    const clientName = rare + signs;
    const pages = await readPdf(await renderer.render(aCertificate({ clientName, institutionName: rare })));
    const form = await readPdf(await renderer.render(anAppointmentForm(1, { enterpriseName: clientName })));
    const text = [...pages, ...form].map((page) => page.text).join('');
    // A font may draw two signs that look the same (µ and μ) with one glyph, and a reader finds either.
    const found = text.normalize('NFKC');
    const wanted = (rare + signs).normalize('NFKC').replaceAll(/\s/g, '');
    for (const character of wanted) expect(found).toContain(character);
    expect([...pages, ...form].map(({ missingGlyphs }) => missingGlyphs).filter(Boolean)).toEqual([]);
  });

  it('prints a character that no font has by its code point, and says so on the paper and to the operator', async () => {
    const told: string[] = [];
    const own = createRenderer({ onMissingCharacters: (characters) => told.push(...characters) });
    const print = (enterpriseName: string) => own.render(anAppointmentForm(1, { enterpriseName }));
    const [page] = await readPdf(await print('演示\u{E123}厂'));
    expect(page?.text).toContain('演示〔U+E123〕厂');
    expect(page?.text).toContain('注：〔U+E123〕 为字库暂缺的字');
    expect(told).toContain('\u{E123}');
    const [plain] = await readPdf(await print('演示堃厂'));
    expect(plain?.text).not.toContain('字库');
    await own.close();
  });

  // Of the standard list and of names, outside of what the Noto families have.
  it.each([...'𠅤㛃䶮𬭎㙍鿏𫚖𬭳𠮷㬎鿍'])('prints %s, which few fonts have, as itself', async (character) => {
    const [page] = await readPdf(await renderer.render(anAppointmentForm(1, { enterpriseName: character })));
    expect(page?.missingGlyphs).toBe(0);
    expect(page?.text.normalize('NFKC')).toContain(character);
  });

  it('prints hostile texts literally', async () => {
    const paper = anAppointmentForm(PAYLOADS.length);
    const items = paper.data.items.map((item, index) => ({ ...item, name: PAYLOADS[index] ?? '' }));
    const data = { ...paper.data, items, enterpriseName: PAYLOADS[0] ?? '' };
    const text = (await readPdf(await renderer.render({ ...paper, data }))).map((page) => page.text).join('');
    const solid = text.replace(/\s/g, '');
    for (const payload of PAYLOADS) expect(solid).toContain(payload.replace(/\s/g, ''));
  });

  it('prints hostile texts literally in the margins, too', async () => {
    const certificateNumber = '"; } body { display: none } </style><b>';
    const pages = await readPdf(await renderer.render(aCertificate({ certificateNumber })));
    expect(pages[0]?.text).toContain(`证书编号 ${certificateNumber}`);
    expect(pages[0]?.text).toContain(CERTIFICATE.clientName);
  });
});

describe('the file', () => {
  it('is the same for the same paper and date, from whichever page and whatever came before', async () => {
    const papers = [aCertificate(), anAppointmentForm(3), anAppointmentForm(40)];
    for (const paper of papers) {
      const [one, two] = await Promise.all([
        renderer.render(paper, { createdAt }),
        renderer.render(paper, { createdAt }),
      ]);
      await renderer.render(PLEDGE);
      const three = await renderer.render(paper, { createdAt });
      expect(one?.equals(three)).toBe(true);
      expect(two?.equals(three)).toBe(true);
    }
  });

  it.each([aCertificate(), anAppointmentForm(40)])('names its paper and its date', async (paper) => {
    const properties = await readProperties(await renderer.render(paper, { createdAt }));
    expect(properties['Title']).toMatch(/DEMO2026-000123|A20261123-00042-K/);
    expect(properties['CreationDate']).toMatch(/^D:20261123080000/);
    expect(properties['ModDate']).toMatch(/^D:20261123080000/);
  });

  it('takes the date from the clock it was given', async () => {
    const clocked = createRenderer({ now: () => new Date('2030-01-02T03:04:05Z') });
    const properties = await readProperties(await clocked.render(LETTER));
    await clocked.close();
    expect(properties['CreationDate']).toMatch(/^D:20300102030405/);
  });
});

describe('the browser', () => {
  it('is replaced when it dies while printing, and the paper comes out all the same', async () => {
    const before = renderer.browserProcessId ?? 0;
    const papers = Promise.all([1, 2, 3].map(() => renderer.render(anAppointmentForm(300))));
    setTimeout(() => process.kill(before, 'SIGKILL'), 100);
    for (const pdf of await papers) expect((await readPdf(pdf)).length).toBeGreaterThan(10);
    expect(renderer.browserProcessId).not.toBe(before);
  });

  it('is replaced after so many prints', async () => {
    const short = createRenderer({ printsPerBrowser: 2 });
    const ids: (number | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) {
      await short.render(LETTER);
      ids.push(short.browserProcessId);
    }
    await short.close();
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[1]);
  });

  it('is given up with an error when a paper takes too long', async () => {
    const hasty = createRenderer({ timeoutMs: 1 });
    await expect(hasty.render(anAppointmentForm(500))).rejects.toThrow(PrintTimeoutError);
    await hasty.close();
  });

  it('prints what was asked for before it closes, and refuses what comes after', async () => {
    const closing = createRenderer();
    const accepted = [1, 2, 3, 4, 5].map(() => closing.render(LETTER));
    await closing.close();
    expect(await Promise.all(accepted)).toHaveLength(5);
    await expect(closing.render(LETTER)).rejects.toThrow('closed');
    expect(closing.browserProcessId).toBeUndefined();
  });
});

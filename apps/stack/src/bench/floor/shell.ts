import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { findChromium, layOut, type Paper } from '@quanheng/documents';
import puppeteer, { type Page } from 'puppeteer-core';

const resolve = createRequire(import.meta.url).resolve;

/** A warm headless shell alone: kept pages with their fonts, filled with the markup of a paper. */
export interface Shell {
  print(paper: Paper): Promise<Uint8Array>;
  close(): Promise<void>;
}

export async function openShell(pages: number): Promise<Shell> {
  const { executablePath, headlessShell, args, env } = await findChromium();
  const browser = await puppeteer.launch({
    executablePath,
    pipe: true,
    headless: headlessShell ? 'shell' : true,
    args,
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], HOME: process.env['HOME'], ...env },
  });
  const idle: Page[] = [];
  for (let n = 0; n < pages; n++) {
    const page = await browser.newPage();
    await page.setContent(`<style>${fontFaces()}</style><style id="paper"></style><body></body>`);
    idle.push(page);
  }
  return {
    async print(paper) {
      const page = idle.pop() as Page;
      const { style, copies } = layOut(paper);
      await page.evaluate(fill, style, copies.map(({ markup }) => markup).join(''));
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      idle.push(page);
      return pdf;
    },
    close: () => browser.close(),
  };
}

function fontFaces(): string {
  return ['sans', 'serif'].flatMap((kind) => [400, 700].map((weight) => fontFace(kind, weight))).join('\n');
}

function fontFace(kind: string, weight: number): string {
  const name = `noto-${kind}-sc`;
  const file = resolve(`@fontsource/${name}/files/${name}-chinese-simplified-${weight}-normal.woff2`);
  const family = `Noto ${kind === 'sans' ? 'Sans' : 'Serif'} SC Common`;
  const data = readFileSync(file).toString('base64');
  return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}) format('woff2'); }`;
}

interface PageDocument {
  getElementById(id: string): { textContent: string };
  body: { innerHTML: string; offsetHeight: number };
  fonts: { ready: Promise<unknown> };
}

/** Runs inside the page. */
async function fill(style: string, body: string): Promise<void> {
  const { document } = globalThis as unknown as { document: PageDocument };
  document.getElementById('paper').textContent = style;
  document.body.innerHTML = body;
  if (document.body.offsetHeight >= 0) await document.fonts.ready;
}

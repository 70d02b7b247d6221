import { readFile } from 'node:fs/promises';
import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import type { ChromiumInstallation } from './find-chromium.js';
import { fillPage } from './fill-page.js';
import { markMissing } from './mark-missing.js';
import { SANS } from '../house-style.js';
import { FONT_ORIGIN, type FontFaces } from './font-faces.js';

/** One run of the printer: a style, a body, and the texts of the margins whose fonts must be there too. */
export interface PrintJob {
  title: string;
  style: string;
  body: string;
  marginText: string;
  /** Structure for screen readers; lost when pages are put together from several prints. */
  tagged: boolean;
}

// Quality.md 1.7: scripts off, network off. Each of the three (flags, policy, interception) would do alone.
const OFFLINE = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--no-first-run',
];
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{M}]/u;
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; font-src ${FONT_ORIGIN}; img-src data:`;

/** What Chromium needs of the environment, so that it never sees the secrets of the process that starts it. */
function toEnvironment({ env }: ChromiumInstallation): Record<string, string | undefined> {
  const { PATH, TMPDIR, HOME } = process.env;
  return { PATH, TMPDIR, HOME, LANG: 'C.UTF-8', TZ: 'Asia/Shanghai', ...env };
}

function toBlankDocument({ css }: FontFaces): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="referrer" content="no-referrer">
    <title></title><style>${css}</style><style id="paper"></style></head><body></body></html>`;
}

/** Answers for the fonts, from disk; everything else that a page asks for is refused. */
async function answer(request: HTTPRequest, { files }: FontFaces): Promise<void> {
  const font = files.get(request.url());
  if (font) {
    const headers = { 'Access-Control-Allow-Origin': '*' };
    return request.respond({ headers, contentType: 'font/woff2', body: await readFile(font) });
  }
  const local = /^(data|about):/.test(request.url());
  // "Aborted" keeps the page where it is; other reasons would lead it to a page that tells of an error.
  return local ? request.continue() : request.abort('aborted');
}

async function openPage(browser: Browser, fonts: FontFaces): Promise<Page> {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', (request) => void answer(request, fonts).catch(() => undefined));
  await page.setContent(toBlankDocument(fonts), { waitUntil: 'load' });
  return page;
}

/** A warm browser whose pages stay open with the fonts loaded; a print only fills one of them. */
export class PrintingBrowser {
  printed = 0;
  private busy = 0;
  private retired = false;

  private constructor(
    private readonly browser: Browser,
    private readonly idle: Page[],
    private readonly fonts: FontFaces,
    private readonly onMissing: (characters: string[]) => void,
  ) {}

  static async launch(
    chromium: ChromiumInstallation,
    fonts: FontFaces,
    pages: number,
    onMissing: (characters: string[]) => void = () => undefined,
  ): Promise<PrintingBrowser> {
    // Large, and not wanted before the first paper.
    const { default: puppeteer } = await import('puppeteer-core');
    const browser = await puppeteer.launch({
      executablePath: chromium.executablePath,
      // A pipe opens no port, and closes with this process however it ends: the browser then ends, too.
      pipe: true,
      headless: chromium.headlessShell ? 'shell' : true,
      args: [...chromium.args, ...OFFLINE],
      env: toEnvironment(chromium),
      // Whoever runs the renderer decides what a signal means.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    try {
      const open = Array.from({ length: pages }, () => openPage(browser, fonts));
      return new PrintingBrowser(browser, await Promise.all(open), fonts, onMissing);
    } catch (error) {
      await browser.close().catch(() => undefined);
      throw error;
    }
  }

  get processId(): number | undefined {
    return this.browser.process()?.pid;
  }

  get connected(): boolean {
    return this.browser.connected;
  }

  /** Prints on an idle page; there is always one, as the caller never has more prints under way than pages. */
  async print(job: PrintJob, timeoutMs: number): Promise<Uint8Array> {
    const page = this.idle.pop();
    if (!page) throw new Error('No idle page');
    this.busy += 1;
    this.printed += 1;
    try {
      await page.evaluate(fillPage, job);
      await this.markMissing(page, job.body);
      const pdf = await page.pdf({
        preferCSSPageSize: true,
        printBackground: true,
        tagged: job.tagged,
        timeout: timeoutMs,
      });
      this.idle.push(page);
      return pdf;
    } finally {
      this.busy -= 1;
      if (this.retired && this.busy === 0) await this.close();
    }
  }

  private async markMissing(page: Page, body: string): Promise<void> {
    const characters = [...new Set(body)].filter(
      (character) => !this.fonts.covered.has(character) && !INVISIBLE.test(character),
    );
    if (characters.length === 0) return;
    const missing = await page.evaluate(markMissing, { characters, font: `40px ${SANS}` });
    if (missing.length > 0) this.onMissing(missing);
  }

  /** Closes as soon as nothing is being printed. */
  async retire(): Promise<void> {
    this.retired = true;
    if (this.busy === 0) await this.close();
  }

  async close(): Promise<void> {
    await this.browser.close().catch(() => this.kill());
  }

  /** For a browser that doesn't answer any more. */
  kill(): void {
    this.browser.process()?.kill('SIGKILL');
  }
}

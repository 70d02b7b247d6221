import { gzipSync } from 'node:zlib';
import { findChromium } from '@quanheng/documents';
import puppeteer, { type Page } from 'puppeteer-core';
import { PASSWORD } from './callers.js';
import type { Results } from './results.js';
import type { Site } from './site.js';

const GOALS = { login: 100, list: 180 };

/** P6: what a browser without a cache fetches, gz: scripts, styles and pages of the log-in page, then of the first list. */
export async function benchFirstVisit(site: Site, results: Results): Promise<void> {
  const { executablePath, headlessShell, args, env } = await findChromium();
  const browser = await puppeteer.launch({
    executablePath,
    pipe: true,
    headless: headlessShell ? 'shell' : true,
    args,
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], HOME: process.env['HOME'], ...env },
  });
  try {
    const page = await browser.newPage();
    // As on every desk: the application fetches a Chinese font only where a canvas shows that the system has none.
    await page.evaluateOnNewDocument('HTMLCanvasElement.prototype.getContext = () => null');
    const fetched = countFetched(page);
    await page.goto(`${site.api}/`, { waitUntil: 'networkidle0' });
    const login = await fetched();
    add(results, 'first visit to the log-in page', login, GOALS.login);
    const [name, password] = await page.$$('input');
    await name?.type('bench1');
    await password?.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForFunction('location.pathname.startsWith("/e")', { timeout: 30_000 });
    await page.goto(`${site.api}/e/instruments`, { waitUntil: 'networkidle0' });
    add(results, 'up to the first list', await fetched(), GOALS.list);
  } finally {
    await browser.close();
  }
}

/** The floor is the goal of `performance.md`: there is nothing else to compare a download with. */
function add(results: Results, work: string, bytes: number, goal: number): void {
  const ours = bytes / 1024;
  results.add({
    id: 'P6',
    work: `${work}, against the goal`,
    floor: goal,
    ours,
    unit: 'KB gz',
    ratio: ours / goal,
  });
}

/** Bytes of everything that is kept by a browser, once a file, compressed. */
function countFetched(page: Page): () => Promise<number> {
  const sizes = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const isPage = response.request().isNavigationRequest();
    if (pathname.startsWith('/api/') || (isPage && sizes.size > 0)) return;
    const size = response.buffer().then(
      (body) => gzipSync(body).length,
      () => 0,
    );
    if (!sizes.has(pathname)) sizes.set(pathname, size);
  });
  return async () => (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
}

import { findChromium } from './find-chromium.js';
import { readFontFaces } from './font-faces.js';
import { PrintingBrowser, type PrintJob } from './printing-browser.js';

export interface PrintQueueOptions {
  /** Prints at a time, each on a page of its own; 2 by default. */
  concurrency?: number;
  /** After so many prints a fresh browser takes over; 500 by default. */
  printsPerBrowser?: number;
  /** Milliseconds for one print; 30,000 by default. */
  timeoutMs?: number;
  /** Told of characters that no font has: the paper shows their code points instead. */
  onMissingCharacters?: (characters: string[]) => void;
}

export class PrintTimeoutError extends Error {
  override name = 'PrintTimeoutError';
}

function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = new PrintTimeoutError(`Printing took longer than ${timeoutMs} ms`);
    const timer = setTimeout(() => reject(late), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Keeps one browser for all prints, and replaces it when it has printed enough, crashed or hung. */
export class PrintQueue {
  private readonly concurrency: number;
  private readonly printsPerBrowser: number;
  private readonly timeoutMs: number;
  private readonly onMissing: PrintQueueOptions['onMissingCharacters'];
  private browser: Promise<PrintingBrowser> | undefined;
  private current: PrintingBrowser | undefined;
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly unfinished = new Set<Promise<Uint8Array>>();
  private closed = false;

  constructor({
    concurrency = 2,
    printsPerBrowser = 500,
    timeoutMs = 30_000,
    onMissingCharacters,
  }: PrintQueueOptions) {
    this.onMissing = onMissingCharacters;
    this.concurrency = concurrency;
    this.printsPerBrowser = printsPerBrowser;
    this.timeoutMs = timeoutMs;
  }

  get browserProcessId(): number | undefined {
    return this.current?.processId;
  }

  async warmUp(): Promise<void> {
    await this.getBrowser();
  }

  /** The PDF of one job; a job during which the browser dies is tried once more with a new one. */
  async print(job: PrintJob): Promise<Uint8Array> {
    if (this.closed) throw new Error('The renderer is closed');
    const printing = this.printInTurn(job);
    this.unfinished.add(printing);
    return printing.finally(() => this.unfinished.delete(printing));
  }

  /** Lets everything that was accepted finish, then stops the browser. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.unfinished);
    const browser = this.browser;
    this.browser = undefined;
    await (await browser?.catch(() => undefined))?.close();
    this.current = undefined;
  }

  private async printInTurn(job: PrintJob): Promise<Uint8Array> {
    await this.enter();
    try {
      return await this.attempt(job).catch((error: unknown) => {
        if (error instanceof PrintTimeoutError) throw error;
        return this.attempt(job);
      });
    } finally {
      this.leave();
    }
  }

  private async attempt(job: PrintJob): Promise<Uint8Array> {
    const browser = await this.getBrowser();
    try {
      return await withTimeout(browser.print(job, this.timeoutMs), this.timeoutMs);
    } catch (error) {
      // Whatever went wrong, neither the page nor the browser is to be trusted any more.
      this.forget(browser);
      browser.kill();
      throw error;
    }
  }

  private async getBrowser(): Promise<PrintingBrowser> {
    const browser = await this.browser?.catch(() => undefined);
    if (browser?.connected && browser.printed < this.printsPerBrowser) return browser;
    if (browser && this.current === browser) {
      this.forget(browser);
      void browser.retire();
    }
    this.browser ??= this.launch();
    return this.browser;
  }

  private async launch(): Promise<PrintingBrowser> {
    try {
      const [chromium, fonts] = await Promise.all([findChromium(), readFontFaces()]);
      this.current = await PrintingBrowser.launch(chromium, fonts, this.concurrency, this.onMissing);
      return this.current;
    } catch (error) {
      this.browser = undefined;
      throw error;
    }
  }

  private forget(browser: PrintingBrowser): void {
    if (this.current !== browser) return;
    this.current = undefined;
    this.browser = undefined;
  }

  private async enter(): Promise<void> {
    if (this.running < this.concurrency) this.running += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands its turn to the one that waits longest. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}

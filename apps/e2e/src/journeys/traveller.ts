import { resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';

const SCREENSHOTS = resolve(import.meta.dirname, '../../screenshots');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const DEMO_PASSWORD = 'Quanheng-demo-2026';

let passed = 0;

/** Somebody at a browser of their own, who clicks. */
export class Traveller {
  /** Clicks and committing keys since `startCounting` (`ux.md` section 4). */
  private clicks = 0;

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  static async at(browser: Browser, viewport?: { width: number; height: number }): Promise<Traveller> {
    const context = await browser.newContext({
      baseURL: process.env['JOURNEY_URL'],
      acceptDownloads: true,
      ...(viewport ? { viewport } : {}),
    });
    const page = await context.newPage();
    return new Traveller(page, context);
  }

  /** Logs in by clicking. */
  static async signedIn(browser: Browser, loginName: string, password = DEMO_PASSWORD): Promise<Traveller> {
    const traveller = await Traveller.at(browser);
    await traveller.signIn(loginName, password);
    return traveller;
  }

  async signIn(loginName: string, password = DEMO_PASSWORD): Promise<void> {
    await this.page.goto('/');
    await this.page.locator('#login-name').fill(loginName);
    await this.page.locator('#login-password').fill(password);
    await this.button('登录').click();
    await expect(this.page).not.toHaveURL(/\/$|\/login/);
  }

  /** The control of a form's field, by its name in the request. */
  field(name: string): Locator {
    return this.page.locator(`[data-field="${name}"]`).locator('input, textarea').first();
  }

  /** Opens a select by what is seen of it, and takes an option. */
  async select(name: string, option?: RegExp): Promise<void> {
    await this.page.locator(`[data-field="${name}"] .el-select__wrapper`).click();
    const options = this.page
      .locator('.el-select-dropdown:visible')
      .getByRole('option', option ? { name: option } : {});
    await options.first().click();
  }

  async fillFields(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(values)) await this.field(name).fill(text);
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name, exact: typeof name === 'string' }).first();
  }

  /** A link that looks like a button, or a button: what it says is what it does. */
  verb(text: string): Locator {
    return this.page.locator('main').locator('a, button').filter({ hasText: text }).first();
  }

  /** The row of a list that says this. */
  row(text: string): Locator {
    return this.page.getByRole('row').filter({ hasText: text });
  }

  /** Ticks all rows of the list. */
  async selectAll(): Promise<void> {
    await this.page.locator('thead .el-checkbox').click();
  }

  /** What holds while the window is as narrow as a phone, and is wide again afterwards. */
  async narrowed(holds: () => Promise<void>): Promise<void> {
    const wide = this.page.viewportSize();
    await this.page.setViewportSize({ width: 390, height: 844 });
    await holds();
    if (wide) await this.page.setViewportSize(wide);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async click(target: Locator | string | RegExp): Promise<void> {
    this.clicks += 1;
    const locator = typeof target === 'string' || target instanceof RegExp ? this.button(target) : target;
    await locator.click();
  }

  async press(key: string): Promise<void> {
    this.clicks += 1;
    await this.page.keyboard.press(key);
  }

  /** Chooses a file in the dialog that the click opens; the dialog itself isn't counted. */
  async choose(target: Locator | string | RegExp, file: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.click(target);
    await (await chooser).setFiles(file);
  }

  menu(name: string): Promise<void> {
    return this.click(this.page.getByRole('navigation').getByRole('link', { name }).first());
  }

  startCounting(): void {
    this.clicks = 0;
  }

  /** Fails when the path has grown. */
  expectClicks(most: number): void {
    expect(this.clicks, 'clicks of this path (ux.md section 4)').toBeLessThanOrEqual(most);
  }

  /** What is on the page in Chinese and in English: a picture of each, and no violation of WCAG A or AA in either. */
  async look(name: string): Promise<void> {
    const file = await this.lookOnce(name);
    await this.speak('English', 'en');
    await this.lookIn('en', file);
    await this.speak('中文', 'zh-CN');
    // Who only looked has no key press go to the language switch.
    await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  }

  /** The same in Chinese alone, for pages and dialogs that leave no way to the language switch. Answers the file. */
  async lookOnce(name: string): Promise<string> {
    const file = await this.settled(name);
    await this.lookIn('zh', file);
    return file;
  }

  /** Waits until nothing on the page is on its way any more. Answers the picture's name. */
  async settled(name: string): Promise<string> {
    passed += 1;
    await expect(this.page.getByRole('heading').first()).toBeVisible();
    await expect(this.page.locator('.skeleton')).toHaveCount(0);
    // A message that goes by covers what is below it.
    await expect(this.page.locator('.el-message')).toHaveCount(0);
    return `${String(passed).padStart(2, '0')}-${name}.png`;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  private async speak(label: string, language: string): Promise<void> {
    const narrow = (this.page.viewportSize()?.width ?? 0) < 768;
    if (narrow) {
      // A phone has it in the account's menu.
      await this.page.locator('button.account').click();
      await this.page.getByRole('menuitem', { name: label }).click();
      await expect(this.page.getByRole('menuitem', { name: label })).toBeHidden();
    } else await this.page.locator('.switch').getByRole('button', { name: label }).first().click();
    await expect(this.page.locator('html')).toHaveAttribute('lang', language);
  }

  /** What is on the page in the language that it speaks now: a picture, and no violation of WCAG A or AA. */
  async lookIn(folder: string, file: string): Promise<void> {
    await this.page.evaluate(() => scrollTo(0, 0));
    // What fades in is looked at when it is there.
    await this.page.evaluate(() =>
      Promise.all(document.getAnimations().map((each) => each.finished.catch(() => 0))),
    );
    await this.page.screenshot({ path: resolve(SCREENSHOTS, folder, file), fullPage: true });
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(WCAG).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
    expect.soft(found, `${folder}/${file}`).toEqual([]);
  }
}

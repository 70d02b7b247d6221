import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { stepOfFocus } from './focus.js';
import { Traveller } from './traveller.js';

/** Of a page that is longer than that, the way by the key alone is none. */
const MOST_STEPS = 90;
const TELEPHONE = { width: 390, height: 844 };
const DESK = { width: 1366, height: 768 };

/** Somebody at a telephone's width with nothing but a keyboard: every step of the focus must be seen. */
export class Typist {
  private constructor(
    readonly page: Page,
    readonly traveller: Traveller,
  ) {}

  static async at(browser: Browser): Promise<Typist> {
    const traveller = await Traveller.at(browser, TELEPHONE);
    return new Typist(traveller.page, traveller);
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  /** Goes on by Tab until the focus is on what says this. @throws when it comes round without having been there */
  async to(wanted: string): Promise<void> {
    for (let step = 0; step < MOST_STEPS; step++) {
      const { isThere, wrong } = await this.page.evaluate(stepOfFocus, wanted);
      expect.soft(wrong, `the focus on the way to ${wanted} on ${this.page.url()}`).toBeNull();
      if (isThere) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`No way by the keyboard to ${wanted} on ${this.page.url()}`);
  }

  /** To the button or link that says this, and presses it. */
  async press(says: string): Promise<void> {
    await expect(this.page.locator(`:text-is("${says}"):visible`).first()).toBeVisible();
    await this.to(`says:${says}`);
    await this.page.keyboard.press('Enter');
  }

  /** Types into the field of this name. */
  async type(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(values)) {
      await this.to(`[data-field="${name}"] input, [data-field="${name}"] textarea, input[name="${name}"]`);
      await this.page.keyboard.press('ControlOrMeta+a');
      await this.page.keyboard.type(text);
    }
  }

  /** Opens the choice of this name, types the code in full and takes it at once, without waiting for the list. */
  async choose(name: string, code: string): Promise<void> {
    await this.to(`[data-field="${name}"] input`);
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('option').first()).toBeVisible(); // the list from before the typing
    await this.page.keyboard.type(code);
    await this.page.keyboard.press('Enter');
    await expect(this.page.locator(`[data-field="${name}"] .el-select__placeholder`)).toContainText(code);
    await expect(this.page.getByRole('option').first()).toBeHidden();
  }

  /** Hands in a file by the button that says this. */
  async handIn(says: string, file: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.to(`says:${says}`);
    await this.page.keyboard.press('Enter');
    await (await chooser).setFiles(file);
  }

  async signIn(loginName: string, password: string): Promise<void> {
    await this.page.goto('/');
    await expect(this.page.locator('#login-name')).toBeVisible();
    await this.to('#login-name');
    await this.page.keyboard.type(loginName);
    await this.to('#login-password');
    await this.page.keyboard.type(password);
    await this.page.keyboard.press('Enter');
  }

  /** Wrong passwords, one after the other. */
  async guess(loginName: string, times: number): Promise<void> {
    await this.page.goto('/');
    await this.to('#login-name');
    await this.page.keyboard.type(loginName);
    for (let each = 1; each <= times; each++) {
      await this.to('#login-password');
      await this.page.keyboard.press('ControlOrMeta+a');
      await this.page.keyboard.type(`wrong ${each}`);
      // Asked for a proof of work, the page does it and tries again by itself.
      const refused = this.page.waitForResponse(
        async (response) =>
          response.url().endsWith('/auth/login') &&
          ((await response.json()) as { code: string }).code !== 'auth.captcha-required',
      );
      await this.page.keyboard.press('Enter');
      await refused;
      await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
    }
  }

  /** There and back, by the way that a key takes. */
  async switchLanguages(): Promise<void> {
    for (const [label, language] of Object.entries({ English: 'en', 中文: 'zh-CN' })) {
      await this.to(`says:${label}`);
      await this.page.keyboard.press('Enter');
      await expect(this.page.locator('html')).toHaveAttribute('lang', language);
    }
  }

  /** What the account's menu offers, taken by the arrows. */
  async fromAccountMenu(says: string): Promise<void> {
    await this.to('button.account');
    await this.page.keyboard.press('Enter');
    const item = this.page.getByRole('menuitem', { name: says });
    await expect(this.page.locator('[role="menuitem"]:focus')).toBeVisible();
    // The menu moves the focus itself while it opens.
    await this.page.evaluate(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)));
    const isOn = () => item.evaluate((each) => each === document.activeElement);
    for (let step = 0; step < MOST_STEPS && !(await isOn()); step++)
      await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await expect(item).toBeHidden();
  }

  /** Both languages on the telephone and Chinese at a desk, without a violation and with nothing beside the page's width. */
  async look(name: string): Promise<void> {
    const focused = await this.page.evaluateHandle(() => document.activeElement as HTMLElement | null);
    const file = await this.traveller.settled(`keyboard-${name}`);
    const atDesk = `desk-${file}`;
    await this.lookIn('zh', file);
    // In the workspaces a telephone has the languages in the account's menu: there English is looked at on the desk.
    const isPublic = await this.page.locator('.switch').first().isVisible();
    if (isPublic) await this.inEnglish(() => this.lookIn('en', file));
    await this.page.setViewportSize(DESK);
    await this.lookIn('zh', atDesk);
    if (!isPublic) await this.inEnglish(() => this.lookIn('en', atDesk));
    await this.page.setViewportSize(TELEPHONE);
    // Who only looked is where they were.
    await focused.evaluate((element) => element?.focus());
  }

  /** The languages are switched by their own buttons, with a key. */
  private async inEnglish(look: () => Promise<void>): Promise<void> {
    await this.speak('English', 'en');
    await look();
    await this.speak('中文', 'zh-CN');
  }

  private async speak(label: string, language: string): Promise<void> {
    await this.page.locator('.switch').getByRole('button', { name: label }).first().focus();
    await this.page.keyboard.press('Enter');
    await expect(this.page.locator('html')).toHaveAttribute('lang', language);
  }

  private async lookIn(folder: string, file: string): Promise<void> {
    await this.traveller.lookIn(folder, file);
    const beside = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(beside, `${folder}/${file} is wider than the window`).toBeLessThanOrEqual(0);
  }
}

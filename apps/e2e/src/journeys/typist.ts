import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
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
  async to(selector: string): Promise<void> {
    for (let step = 0; step < MOST_STEPS; step++) {
      const found = await this.page.evaluate(focusIn, selector);
      if (found.isThere) return;
      await this.page.keyboard.press('Tab');
      const seen = await this.page.evaluate(howFocusShows);
      expect(seen, `the focus on the way to ${selector}`).not.toMatch(/^unseen/);
    }
    throw new Error(`No way by the keyboard to ${selector} on ${this.page.url()}`);
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

  /** No violation in either language, and nothing beside the page's width. */
  async look(name: string): Promise<void> {
    // In the workspaces a telephone has the languages in the account's menu: there they are looked at on the desk.
    const isPublic = await this.page.locator('.switch').first().isVisible();
    if (!isPublic) await this.page.setViewportSize(DESK);
    await this.traveller.look(`keyboard-${name}`);
    if (!isPublic) await this.page.setViewportSize(TELEPHONE);
    const beside = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(beside, `${name} is wider than the telephone`).toBeLessThanOrEqual(0);
  }
}

/** In the page: whether the focus is on what was meant: a selector, or `says:` and a text. */
function focusIn(wanted: string): { isThere: boolean } {
  const active = document.activeElement;
  if (!active || active === document.body) return { isThere: false };
  if (!wanted.startsWith('says:')) return { isThere: active.matches(wanted) };
  const text = wanted.slice('says:'.length);
  const says = [active.textContent, active.getAttribute('aria-label')].map((each) => (each ?? '').trim());
  return {
    isThere:
      active.matches('a, button, [role="button"], summary') && says.some((each) => each.startsWith(text)),
  };
}

/** In the page: how the focus is seen. A field inside a frame of its own shows it by that frame. */
async function howFocusShows(): Promise<string> {
  // A mark that fades in is looked at when it is there.
  const faded = Promise.all(document.getAnimations().map((each) => each.finished.catch(() => 0)));
  await Promise.race([faded, new Promise((over) => setTimeout(over, 500))]); // a spinner never ends
  const active = document.activeElement as HTMLElement | null;
  if (!active || active === document.body) return 'left the page';
  // The new page's contents, where a way just taken leads: nothing that a key acts upon.
  if (active.tabIndex < 0) return 'arrived';
  // A radio or a box shows the focus of the input that it hides beside it.
  const around: HTMLElement[] = active.nextElementSibling ? [active.nextElementSibling as HTMLElement] : [];
  for (let each: HTMLElement | null = active; each && around.length < 5; each = each.parentElement)
    around.push(each);
  const mark = around.some((each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (
      (outlineStyle !== 'none' && outlineWidth !== '0px') ||
      (boxShadow !== 'none' && each.matches(':focus-within, :focus-within > *'))
    );
  });
  const within = around
    .map((each) => each.getBoundingClientRect())
    .find(({ width, height }) => width > 1 && height > 1);
  if (!mark) return `unseen: no mark on ${active.outerHTML.slice(0, 160)}`;
  if (!within || within.right < 1 || within.left > innerWidth)
    return `unseen: outside, ${active.outerHTML.slice(0, 160)}`;
  return 'seen';
}

/** What of a KeyboardEvent tells a scanner's key. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
}

export const PAUSE_MS = 150;
/** A busy computer may stop in the middle of a scan for so long. */
const HICCUP_MS = 1000;
const BURST_GAP_MS = 35;
const SHORTEST = 6;
const FAST_START = 3;

/** On a US keyboard, without and with Shift. */
const SYMBOLS: Record<string, string> = {
  Minus: '-_',
  NumpadSubtract: '-',
  Slash: '/?',
  NumpadDivide: '/',
  Period: '.',
  NumpadDecimal: '.',
  Semicolon: ';:',
  Equal: '=',
};

/**
 * Tells what a scanner typed from what a person types (`ux.md` section 12). A scanner is a keyboard whose keys come less
 * than 35 ms apart and end with Enter or Tab. With a Chinese input method on, `key` says `Process`; `code` still names
 * the physical key.
 */
export class ScanBuffer {
  private characters: string[] = [];
  private times: number[] = [];
  /** Where the keys since the last pause begin. */
  private burstFrom = 0;

  /** @param isOurs whether a text is one of our own codes: then a slow scanner is believed too */
  constructor(private readonly isOurs: (text: string) => boolean) {}

  /** Takes a key pressed at `at` milliseconds; answers the scanned text when the key ends one. */
  take(key: PressedKey, at: number): string | null {
    const gap = at - (this.times.at(-1) ?? at);
    if (gap > HICCUP_MS) this.clear();
    if (isSuffix(key)) return this.end(gap <= PAUSE_MS);
    const character = characterOf(key);
    if (character === null) return null;
    if (gap > PAUSE_MS) this.burstFrom = this.characters.length;
    this.characters.push(character);
    this.times.push(at);
    return null;
  }

  /** Too fast for a hand: the keys of a scan, not to be typed into whatever has the focus. */
  get isFast(): boolean {
    return this.burst >= FAST_START && medianGap(this.times.slice(this.burstFrom)) < BURST_GAP_MS;
  }

  /** A scanner that sends no key after the code: fast, and one of our own. To be asked once no more keys come. */
  get whole(): string | null {
    const text = this.characters.slice(this.burstFrom).join('');
    return this.isFast && this.isOurs(text) ? text : null;
  }

  get length(): number {
    return this.characters.length;
  }

  /** Characters since the last pause. */
  get burst(): number {
    return this.characters.length - this.burstFrom;
  }

  clear(): void {
    this.characters = [];
    this.times = [];
    this.burstFrom = 0;
  }

  private end(isPrompt: boolean): string | null {
    const all = this.characters.join('');
    const last = this.characters.slice(this.burstFrom).join('');
    const gapOfLast = medianGap(this.times.slice(this.burstFrom));
    const isInterrupted = medianGap(this.times) < BURST_GAP_MS && this.isOurs(all);
    this.clear();
    if (isInterrupted) return all;
    const isScan = isPrompt && last.length >= SHORTEST && (gapOfLast < BURST_GAP_MS || this.isOurs(last));
    return isScan ? last : null;
  }
}

function medianGap(times: readonly number[]): number {
  const gaps = times.slice(1).map((time, index) => time - times[index]!);
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? Infinity;
}

/** The keys that a scanner may be set to send after a code. */
export const isSuffix = ({ code }: Pick<PressedKey, 'code'>) =>
  code === 'Enter' || code === 'NumpadEnter' || code === 'Tab';

/**
 * The key's own character, or what its place on a US keyboard means while an input method hides it or makes it wide.
 * Null: not a character.
 */
function characterOf({ key, code, shiftKey }: PressedKey): string | null {
  const isPlain = key.length === 1 && key <= '~';
  if (isPlain) return key;
  if (key.length > 1 && key !== 'Process' && key !== 'Unidentified') return null;
  const [, letter, digit] = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code) ?? [];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  return digit ?? SYMBOLS[code]?.[shiftKey ? 1 : 0] ?? (key.length === 1 ? key : null);
}

/** What of a KeyboardEvent tells a scanner's key. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
}

const PAUSE_MS = 150;
const BURST_GAP_MS = 35;
const SHORTEST = 6;
const FAST_START = 3;

const SYMBOLS: Record<string, string> = {
  Minus: '-',
  NumpadSubtract: '-',
  Slash: '/',
  NumpadDivide: '/',
  Period: '.',
  NumpadDecimal: '.',
};

/**
 * Tells what a scanner typed from what a person types (`ux.md` section 12). A scanner is a keyboard whose keys come less
 * than 35 ms apart and end with Enter or Tab. With a Chinese input method on, `key` says `Process`; `code` still names
 * the physical key.
 */
export class ScanBuffer {
  private characters: string[] = [];
  private times: number[] = [];

  /** @param isOurs whether a text is one of our own codes: then a slow scanner is believed too */
  constructor(private readonly isOurs: (text: string) => boolean) {}

  /** Takes a key pressed at `at` milliseconds; answers the scanned text when the key ends one. */
  take(key: PressedKey, at: number): string | null {
    if (at - (this.times.at(-1) ?? at) > PAUSE_MS) this.clear();
    if (key.code === 'Enter' || key.code === 'NumpadEnter' || key.code === 'Tab') return this.end();
    const character = characterOf(key);
    if (character === null) return null;
    this.characters.push(character);
    this.times.push(at);
    return null;
  }

  /** Too fast for a hand: the keys of a scan, not to be typed into whatever has the focus. */
  get isFast(): boolean {
    return this.times.length >= FAST_START && this.medianGap() < BURST_GAP_MS;
  }

  get length(): number {
    return this.characters.length;
  }

  clear(): void {
    this.characters = [];
    this.times = [];
  }

  private end(): string | null {
    const text = this.characters.join('');
    const scanned =
      this.characters.length >= SHORTEST && (this.medianGap() < BURST_GAP_MS || this.isOurs(text));
    this.clear();
    return scanned ? text : null;
  }

  private medianGap(): number {
    const gaps = this.times.slice(1).map((time, index) => time - this.times[index]!);
    return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? Infinity;
  }
}

/** The key's own character, or what its place on a US keyboard means while an input method hides it. Null: not a character. */
function characterOf({ key, code, shiftKey }: PressedKey): string | null {
  if (key.length === 1) return key;
  if (key !== 'Process' && key !== 'Unidentified') return null;
  const letterOrDigit = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code);
  if (letterOrDigit) return letterOrDigit[1] ?? letterOrDigit[2]!;
  if (code === 'Semicolon' && shiftKey) return ':';
  return SYMBOLS[code] ?? null;
}

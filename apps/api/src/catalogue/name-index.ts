import { normalizeText } from '@quanheng/domain';
import { customPinyin, pinyin } from 'pinyin-pro';

/** Counties whose names are read unlike their characters elsewhere. */
customPinyin({
  单县: 'shàn xiàn',
  蔚县: 'yù xiàn',
  浚县: 'xùn xiàn',
  乐亭: 'lào tíng',
  衡器: 'héng qì',
  称重: 'chēng zhòng',
});

/** What a thing is called. */
export interface Names {
  readonly code: string;
  /** The name first, then what else it goes by. */
  readonly names: readonly string[];
  /** What it belongs to, such as the city of a district: a word may mean it, but not every word. */
  readonly within?: readonly string[];
}

/** The better, the lower. A name is searched as it is written, then by its sound. */
const RANK = {
  CODE: 0,
  NAME_START: 1,
  NAME: 2,
  SYLLABLES_START: 3,
  SOUND_START: 4,
  SYLLABLES: 5,
  SOUND: 6,
  OTHER_NAME: 10,
  WITHIN: 20,
} as const;

interface Sounding {
  readonly text: string;
  readonly syllables: readonly string[];
}

interface Entry<T> {
  readonly item: T;
  readonly code: string;
  readonly names: readonly Sounding[];
  readonly within: readonly Sounding[];
}

/**
 * Finds things by the beginning of their code, by a part of their name, and by the name's pinyin: in full (`yalibiao`),
 * by initials (`ylb`) or anything between (`yalib`). Several words must all match. Computed once for a table that is kept.
 */
export class NameIndex<T> {
  private readonly entries: readonly Entry<T>[];

  constructor(items: Iterable<T>, namesOf: (item: T) => Names) {
    this.entries = [...items].map((item) => {
      const { code, names, within = [] } = namesOf(item);
      return { item, code, names: names.map(toSounding), within: within.map(toSounding) };
    });
  }

  /** Best first, else in the order of the table; all of them for an empty query. */
  find(query: string): T[] {
    const words = normalizeText(query).split(' ').filter(Boolean);
    const found = this.entries.flatMap((entry) => {
      const rank = rankOf(entry, words);
      return rank === null ? [] : [{ rank, item: entry.item }];
    });
    return found.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
  }
}

function toSounding(name: string): Sounding {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  return { text: normalizeText(name), syllables: syllables.map(normalizeText) };
}

/** Null where a word is not found, or where all words mean only what the thing belongs to. */
function rankOf(entry: Entry<unknown>, words: readonly string[]): number | null {
  const ranks = words.map((word) => rankOfWord(entry, word, words.length > 1));
  if (ranks.includes(Infinity)) return null;
  if (ranks.length > 0 && ranks.every((rank) => rank >= RANK.WITHIN)) return null;
  return Math.min(RANK.WITHIN, ...ranks);
}

function rankOfWord({ code, names, within }: Entry<unknown>, word: string, more: boolean): number {
  if (code.startsWith(word)) return RANK.CODE;
  const own = names.map((name, index) => rankOfName(name, word) + (index > 0 ? RANK.OTHER_NAME : 0));
  return Math.min(...own, ...(more ? within.map((name) => rankOfName(name, word) + RANK.WITHIN) : []));
}

function rankOfName({ text, syllables }: Sounding, word: string): number {
  if (text.startsWith(word)) return RANK.NAME_START;
  if (text.includes(word)) return RANK.NAME;
  const letters = word.replaceAll('ü', 'v');
  if (!/^[a-z0-9][a-z0-9']*$/.test(letters)) return Infinity;
  const heard = (start: number, whole: boolean) => spells(syllables, start, letters, whole);
  if (heard(0, true)) return RANK.SYLLABLES_START;
  if (heard(0, false)) return RANK.SOUND_START;
  // One letter begins a syllable of almost every name.
  if (letters.length === 1) return Infinity;
  const starts = [...syllables.keys()];
  if (starts.some((start) => heard(start, true))) return RANK.SYLLABLES;
  return starts.some((start) => heard(start, false)) ? RANK.SOUND : Infinity;
}

/** Whether the letters are the syllables, or beginnings of them, one after the other; an apostrophe parts two. */
function spells(syllables: readonly string[], start: number, letters: string, whole: boolean): boolean {
  if (letters === '') return true;
  const syllable = syllables[start];
  if (syllable === undefined) return false;
  if (letters.startsWith("'")) return spells(syllables, start, letters.slice(1), whole);
  const shortest = whole ? syllable.length : 1;
  for (let length = syllable.length; length >= shortest; length--) {
    const beginning = syllable.slice(0, length);
    if (letters.startsWith(beginning) && spells(syllables, start + 1, letters.slice(length), whole))
      return true;
  }
  return false;
}

/** Zero-width characters, bidi marks, soft hyphens, variation selectors: they print nothing but make two texts differ. */
const INVISIBLE = /[\p{Cf}\u034F\u115F\u1160\u3164\uFFA0\uFE00-\uFE0F]/gu;
const BLANKS = /[\s\p{Cc}]+/gu;
/** Printable ASCII and common Chinese characters in words with one blank between them: no form but its own, nothing to clean. */
const PLAIN = /^[!-~\u4E00-\u9FFF]+(?: [!-~\u4E00-\u9FFF]+)*$/;

/** Whether cleaning and NFKC would leave a text as it is. Nearly every cell of a workbook is so, and asking is cheap. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * The form in which two texts count as the same (`domain.md` §3): NFKC, nothing invisible, runs of blanks as one,
 * trimmed, case-folded. Normalising twice changes nothing.
 */
export function normalizeText(text: string): string {
  // Of these only ASCII letters have case, and theirs is plain.
  if (isPlainText(text)) return text.toLowerCase();
  const visible = text.normalize('NFKC').replace(INVISIBLE, '');
  // By way of upper case: a full case fold (ß = ẞ = SS, ſ = S), which lower case alone is not.
  const folded = visible.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
  return folded.replace(BLANKS, ' ').trim();
}

/**
 * The distinct pairs of neighbouring characters in the words of a text, for a `text[]` GIN index (`performance.md`).
 * A text that contains the query as one run has all the query's pairs; the reverse must be checked on the rows found.
 * Words of one character have none, so a query without a pair can't be answered from the index.
 */
export function bigrams(text: string): string[] {
  const pairs = new Set<string>();
  for (const word of normalizeText(text).split(' ')) {
    const characters = [...word];
    for (let i = 0; i + 1 < characters.length; i++) pairs.add(`${characters[i]}${characters[i + 1]}`);
  }
  return [...pairs];
}

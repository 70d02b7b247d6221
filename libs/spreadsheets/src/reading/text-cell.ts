/** A text cell as staged: empty is null; the apostrophe that our own reports put before `= + - @` is taken off again. */
export function toTextCell(text: string): string | null {
  if (text === '') return null;
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

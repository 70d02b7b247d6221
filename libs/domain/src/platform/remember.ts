const REMEMBERED = 5_000;

/** Answers a text once asked from memory. Forgets everything once full, so that a file of a million different texts takes none. */
export function remember<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    if (known.size >= REMEMBERED) known.clear();
    const answered = answer(text);
    known.set(ownCopy(text), answered);
    return answered;
  };
}

/** A piece of a text keeps the whole of it in memory; a copy doesn't. */
export function ownCopy(text: string): string {
  return [...text].join('');
}

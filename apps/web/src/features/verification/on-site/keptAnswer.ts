import { get, set } from 'idb-keyval';
import { asProblem } from '../../../app/problem';

interface Kept<T> {
  readonly value: T;
  readonly at: number;
}

/** What the device holds of an answer, and since when. */
export const readKept = <T>(key: string): Promise<Kept<T> | undefined> => get<Kept<T>>(key);

export const keep = <T>(key: string, value: T): Promise<void> =>
  set(key, { value: JSON.parse(JSON.stringify(value)) as T, at: Date.now() });

/**
 * The server's answer, which the device then keeps; without a network the kept one.
 * @throws ApiProblem where the server refuses, or nothing is kept
 */
export async function keptAnswer<T>(key: string, load: () => Promise<T>): Promise<T> {
  try {
    const value = await load();
    await keep(key, value);
    return value;
  } catch (error) {
    const { status } = asProblem(error);
    const kept = status === 0 || status >= 502 ? await readKept<T>(key) : undefined;
    if (kept) return kept.value;
    throw error;
  }
}

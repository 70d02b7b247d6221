import { Refusal } from './checkout.mjs';
import { listenForInterruption } from './interruption.mjs';

/** One line of progress for the person at the terminal. */
export const say = (line) => console.log(line);

/**
 * Runs a command of the root package.json: a refusal is shown as its sentence, what the action answers is the exit
 * code, and an interruption is no failure.
 * @param {(interruption: { stop: AbortSignal, force: AbortSignal }) => Promise<number | undefined>} action
 */
export async function command(action) {
  const interruption = listenForInterruption();
  try {
    process.exitCode = (await action(interruption)) ?? 0;
  } catch (error) {
    process.exitCode = interruption.stop.aborted ? 0 : 1;
    if (!interruption.stop.aborted) console.error(error instanceof Refusal ? error.message : error);
  }
}

/** npm hands a Ctrl-C on to its child, which the terminal has told already: an echo, not a second wish. */
const ECHO_MS = 1000;

/**
 * The operator's wish to stop: `stop` aborts at the first SIGINT or SIGTERM, `force` at one that comes later.
 * @returns {{ stop: AbortSignal, force: AbortSignal }}
 */
export function listenForInterruption() {
  const stop = new AbortController();
  const force = new AbortController();
  let first = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      if (!stop.signal.aborted) {
        first = Date.now();
        stop.abort();
      } else if (Date.now() - first > ECHO_MS) force.abort();
    });
  }
  return { stop: stop.signal, force: force.signal };
}

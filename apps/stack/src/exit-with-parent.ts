/**
 * Loaded before a child's own entry: when the starting process dies in whatever way, its end of the pipe closes, and
 * the child is asked to stop as by an operator. So nothing is left behind, not even after kill -9.
 */
const STOP_LIMIT_MS = 30_000;

function stop(): void {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), STOP_LIMIT_MS).unref();
}

process.stdin.once('end', stop);
process.stdin.once('error', stop);
process.stdin.resume();
(process.stdin as { unref?(): void }).unref?.();

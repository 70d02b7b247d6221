/**
 * Loaded before a child's own entry: when the starting process dies in whatever way, its end of the pipe closes, and
 * the child is asked to stop as by an operator. So nothing is left behind, not even after kill -9.
 */
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
(process.stdin as unknown as { unref?(): void }).unref?.();

/**
 * Whether this Node can run the platform; says so when it can't. Written for Nodes far older than that: no
 * `node:` imports, no syntax after ES2018.
 */
export function requireNode(running = process.versions.node) {
  const version = running.split('.').map(Number);
  const major = version[0];
  const minor = version[1];
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return true;
  console.error(
    'Quanheng needs Node.js 20.19 or later (of the 22 line 22.12 or later); this is ' +
      running +
      '. Install a newer one from https://nodejs.org and run the command again.',
  );
  process.exitCode = 1;
  return false;
}

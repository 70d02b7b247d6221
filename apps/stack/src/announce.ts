import { relative } from 'node:path';
import type { StackConfig } from './config.js';
import type { DemoAccount } from './demo/seed.js';

/** One line of progress for the operator. */
export function say(line: string): void {
  console.log(line);
}

export function announce({ publicUrl, root, dataDir, logDir }: StackConfig, accounts: DemoAccount[]): void {
  say(`\nQuanheng is ready: ${publicUrl}\n`);
  if (accounts.length > 0) {
    say('Demo accounts (演示账号, every person and organisation is fictitious):');
    const width = Math.max(...accounts.map(({ loginName }) => loginName.length));
    for (const { loginName, password, displayName, roleLabel } of accounts) {
      say(`  ${loginName.padEnd(width)}  ${password}  ${roleLabel}（${displayName}）`);
    }
    say('');
  }
  const shown = (path: string) => (path.startsWith(root) ? relative(root, path) : path);
  say(`Data: ${shown(dataDir)}   Logs: ${shown(logDir)}   Stop: Ctrl-C`);
}

import { parseArgs } from 'node:util';
import {
  createDataSource,
  Database,
  InvitationEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { invitationUrl, newLinkToken } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import { seedMasterData } from './master-data.js';

export interface BootstrapOptions {
  /** As the application's role. */
  readonly databaseUrl: string;
  readonly publicUrl: string;
  /** Of the first platform admin; for recovery, nothing is sent to it now. */
  readonly email: string;
  /** Replaces a link that was lost. */
  readonly renew?: boolean;
}

export interface FirstLink {
  readonly url: string;
  readonly expiresAt: Date;
}

const NAME = '平台管理员';

/**
 * The first run of a production system: master data, and a single-use link by which the first platform admin chooses
 * name and password. There is no default password. @throws Error saying why it is refused, once there is an admin
 */
export async function bootstrap(options: BootstrapOptions): Promise<FirstLink> {
  const dataSource = await createDataSource({ url: options.databaseUrl, poolSize: 2 }).initialize();
  try {
    return await new Database(dataSource).write(systemContext(), async (tx) => {
      // Two at once: the second waits, and is refused.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('quanheng.bootstrap', 0))`);
      await refuseSecond(tx, options.renew ?? false);
      await seedMasterData(tx);
      return invite(tx, options);
    });
  } finally {
    await dataSource.destroy();
  }
}

async function refuseSecond(tx: Transaction, renew: boolean): Promise<void> {
  const [admin] = await tx.query(`SELECT 1 FROM account WHERE 'PLATFORM_ADMIN' = ANY(roles) LIMIT 1`);
  if (admin)
    throw new Error('There is a platform admin already: further ones are invited on the page /a/accounts.');
  const [open] = await tx.query<{ expires_at: Date }>(
    `SELECT expires_at FROM invitation WHERE 'PLATFORM_ADMIN' = ANY(roles) AND withdrawn_at IS NULL AND expires_at > now()`,
  );
  if (open && !renew)
    throw new Error(
      `A link was made already and is valid until ${open.expires_at.toISOString()}. If it is lost, run it again with --renew.`,
    );
  await tx.query(
    `UPDATE invitation SET withdrawn_at = now(), link_hash = NULL, sent_hash = NULL, version = version + 1
     WHERE 'PLATFORM_ADMIN' = ANY(roles) AND withdrawn_at IS NULL AND accepted_at IS NULL`,
  );
}

async function invite(tx: Transaction, { email, publicUrl }: BootstrapOptions): Promise<FirstLink> {
  const id = uuidv7();
  const { token, hash } = newLinkToken(id);
  const expiresAt = new Date(Date.now() + tx.settings.invitationHours * 3_600_000);
  const invitation = {
    id,
    email,
    roles: ['PLATFORM_ADMIN' as const],
    displayName: NAME,
    linkHash: hash,
    expiresAt,
  };
  // Handed over by whoever runs this: nothing is left to be sent.
  await tx.manager.insert(InvitationEntity, {
    ...invitation,
    version: 1,
    sentAt: new Date(),
    invitedByName: '首次部署',
  });
  tx.audit({ action: 'account.bootstrap', objectType: 'invitation', objectId: id });
  return { url: invitationUrl(publicUrl, token), expiresAt };
}

const USAGE = 'Usage: node apps/stack/bin/bootstrap.mjs --email admin@example.org [--renew]';

/** Reads arguments and environment, says what happened, answers the exit code. */
export async function runBootstrap(
  args: readonly string[],
  env: Record<string, string | undefined>,
  say: (line: string) => void,
): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { email: { type: 'string' }, renew: { type: 'boolean' } },
    });
    const email = values.email ?? '';
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error(`An e-mail address is needed.\n${USAGE}`);
    const missing = ['DATABASE_URL', 'PUBLIC_URL'].filter((name) => !env[name]);
    if (missing.length > 0) throw new Error(`Missing: ${missing.join(', ')}`);
    const { DATABASE_URL: databaseUrl = '', PUBLIC_URL = '' } = env;
    const publicUrl = PUBLIC_URL.replace(/\/+$/, '');
    const link = await bootstrap({ databaseUrl, publicUrl, email, renew: values.renew ?? false });
    say(
      'Regions, catalogue (provisional codes: to be replaced by the official table) and holidays are in place.',
    );
    say(`The first platform admin sets name and password here, once, until ${link.expiresAt.toISOString()}:`);
    say(link.url);
    return 0;
  } catch (error) {
    say((error as Error).message);
    return 1;
  }
}

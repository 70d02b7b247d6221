import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  orTaken,
  systemContext,
  type TenantContext,
  type Transaction,
  WechatBindingEntity,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { tellOwner } from '@quanheng/operations';
import { Admission } from './admission.service.js';
import { auditSecurity } from './audit-security.js';
import type { Browser } from './auth-cookies.js';
import { LoginAttempts, toAttempt } from './login-attempts.service.js';
import { asSystem } from './security.service.js';
import type { StartedSession } from './session.service.js';
import { WechatClient, type WechatUser } from './wechat-client.js';
import type { WechatReturnDto } from './wechat.dto.js';

const STATE_MINUTES = 10;
/** Binding after approval and log-in by WeChat (`domain.md` section 1 ★). */
@Injectable()
export class WechatService {
  constructor(
    private readonly database: Database,
    private readonly client: WechatClient,
    private readonly attempts: LoginAttempts,
    private readonly admission: Admission,
  ) {}

  /** @throws DomainError `request.route-not-found` where this instance has no WeChat */
  async begin(browser: Browser, accountId: string | null): Promise<string> {
    if (!this.client.isAvailable) throw new DomainError('request.route-not-found');
    const state = randomBytes(32).toString('base64url');
    await this.database.write(systemContext(browser.requestId), (tx) =>
      tx.query(
        `INSERT INTO wechat_state (id, browser_id, account_id, expires_at)
         VALUES ($1, $2, $3, now() + make_interval(mins => $4))`,
        [hashOf(state), browser.id, accountId, STATE_MINUTES],
      ),
    );
    return this.client.authorizeUrl(accountId ? '/wechat/binding' : '/wechat/sign-in', state);
  }

  /** @throws DomainError `auth.wechat-refused`, `auth.wechat-unbound`, and the refusals of a log-in */
  async signIn({ code, state }: WechatReturnDto, browser: Browser): Promise<StartedSession> {
    await this.useState(state, browser, null);
    const { openId } = await this.client.exchange(code);
    const account = await this.findBound(openId, browser);
    if (!account) throw new DomainError('auth.wechat-unbound');
    const attempt = toAttempt(account.loginName, browser);
    await this.attempts.count(attempt);
    return this.admission.enter(account, attempt, browser);
  }

  /** @throws DomainError `auth.wechat-refused`, `account.wechat-taken`, `registration.not-approved` */
  async bind(context: TenantContext, { code, state }: WechatReturnDto, browser: Browser): Promise<void> {
    assertApproved(context);
    await this.useState(state, browser, context.accountId);
    const user = await this.client.exchange(code);
    await this.database.write(asSystem(context), (tx) => bind(tx, context, user));
  }

  async unbind(context: TenantContext): Promise<void> {
    const accountId = context.accountId ?? '';
    await this.database.write(asSystem(context), async (tx) => {
      const { affected } = await tx.manager.delete(WechatBindingEntity, { accountId });
      if (!affected) return;
      await announce(tx, accountId, 'account.wechat-off', 'WECHAT_OFF');
    });
  }

  private findBound(openId: string, { requestId }: Browser): Promise<AccountEntity | null> {
    return this.database.read(systemContext(requestId), async (tx) => {
      const binding = await tx.manager.findOneBy(WechatBindingEntity, { openId });
      return binding && tx.manager.findOneBy(AccountEntity, { id: binding.accountId });
    });
  }

  /** Once, in the browser and for the account that it was made for; before WeChat is asked anything. */
  private async useState(state: string, browser: Browser, accountId: string | null): Promise<void> {
    const rows = await this.database.write(systemContext(browser.requestId), (tx) =>
      tx.query(
        `WITH used AS (DELETE FROM wechat_state WHERE id = $1 AND browser_id = $2
           AND account_id IS NOT DISTINCT FROM $3::uuid AND expires_at > now() RETURNING id) SELECT id FROM used`,
        [hashOf(state), browser.id, accountId],
      ),
    );
    if (rows.length === 0) throw new DomainError('auth.wechat-refused');
  }
}

async function bind(tx: Transaction, { accountId: id }: TenantContext, user: WechatUser): Promise<void> {
  const accountId = id ?? '';
  const { openId, unionId } = user;
  const binding = { accountId, openId, unionId, boundAt: new Date() };
  await orTaken(
    () => tx.manager.upsert(WechatBindingEntity, binding, ['accountId']),
    () => new DomainError('account.wechat-taken'),
  );
  await announce(tx, accountId, 'account.wechat-on', 'WECHAT_ON');
}

async function announce(
  tx: Transaction,
  id: string,
  action: `account.${string}`,
  change: 'WECHAT_ON' | 'WECHAT_OFF',
): Promise<void> {
  auditSecurity(tx, await tx.manager.findOneByOrFail(AccountEntity, { id }), action);
  await tellOwner(tx, id, change);
}

/** Before approval an account only follows and corrects its registration. */
function assertApproved({ roles }: TenantContext): void {
  if (roles.length === 0 || roles.every((role) => role === 'REGISTRANT'))
    throw new DomainError('registration.not-approved');
}

/** The database holds no state that could be presented. */
const hashOf = (state: string): string => createHash('sha256').update(state).digest('hex');

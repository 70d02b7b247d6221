import { useI18n } from 'vue-i18n';
import { etag } from '../../app/api';
import { accountAdminUnlock, answer, secondFactorResetReset } from '../../app/client';
import { newKey } from '../../app/idempotencyKey';
import { useSession } from '../../app/session';
import { useConfirm } from '../../shared/useConfirm';
import { useNotify } from '../../shared/useNotify';

export interface AdministeredAccount {
  readonly id: string;
  readonly version: number;
  readonly displayName: string;
  readonly loginName: string;
  readonly secondFactor: boolean;
}

/** What an admin does for somebody who can't get in any more; each with its reason, after being asked. */
export function useAccountAccess(reload: () => Promise<void>) {
  const { t } = useI18n();
  const session = useSession();
  const notify = useNotify();
  const confirm = useConfirm();

  async function take(
    { displayName: name, loginName: login }: AdministeredAccount,
    words: { title: string; message: string; done: string; danger?: boolean },
    call: (reason: string) => Promise<unknown>,
  ): Promise<void> {
    const title = t(words.title);
    const message = t(words.message, { name, login });
    const asked = await confirm({ title, message, verb: title, danger: words.danger, reason: {} });
    if (!asked) return;
    try {
      await call(asked.reason);
      notify.success(t(words.done, { name }));
    } catch (error) {
      notify.problem(error);
    }
    await reload();
  }

  const unlock = (account: AdministeredAccount) =>
    take(
      account,
      {
        title: 'people.access.unlock',
        message: 'people.access.unlockMessage',
        done: 'people.access.unlocked',
      },
      (reason) => {
        const headers = { 'If-Match': etag(account.version), 'Idempotency-Key': newKey() };
        return answer(accountAdminUnlock({ path: { id: account.id }, headers, body: { reason } }));
      },
    );
  const reset = (account: AdministeredAccount) =>
    take(
      account,
      {
        title: 'people.access.reset',
        message: 'people.access.resetMessage',
        done: 'people.access.resetDone',
        danger: true,
      },
      (reason) => {
        const headers = { 'Idempotency-Key': newKey() };
        return secondFactorResetReset({ path: { id: account.id }, headers, body: { reason } });
      },
    );
  /** One's own is changed on the page of one's own security. */
  const mayReset = ({ id, secondFactor }: AdministeredAccount) => secondFactor && id !== session.account?.id;
  return { take, unlock, reset, mayReset };
}

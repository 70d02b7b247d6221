import type { Role } from '@quanheng/domain';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { api } from './api';
import { forgetOfflineAccount, offlineAccount } from './offlineAccount';
import { keepSession, onSessionChange, renewSession, type Account, type SessionAnswer } from './tokens';
import { workspacesOf } from './workspaces';

/** Says that a refresh cookie may exist, so that a first visit asks the server nothing. Holds no secret. */
const FLAG = 'quanheng.signed-in';

export const useSession = defineStore('session', () => {
  const account = ref<Account>();
  /** The session ended by itself (expired, ended elsewhere, roles taken away), not by signing out. */
  const ended = ref(false);

  const roles = computed<readonly Role[]>(() => account.value?.roles ?? []);
  const workspaces = computed(() => workspacesOf(roles.value));
  /** Bound to a branch: sees its part, and leaves what is the whole's to others (`domain.md`, Parties). */
  const isOfBranch = computed(() => Boolean(account.value?.branch));
  const hasRole = (...wanted: readonly Role[]) => wanted.some((role) => roles.value.includes(role));

  onSessionChange((answer) => {
    if (!answer && account.value) ended.value = true;
    account.value = answer?.account;
    if (answer) localStorage.setItem(FLAG, '1');
    else {
      localStorage.removeItem(FLAG);
      forgetOfflineAccount();
    }
  });

  // Signing out in one tab signs out the others.
  window.addEventListener('storage', (event) => {
    if (event.key === FLAG && event.newValue === null && account.value) keepSession(undefined);
  });

  /** On loading the page: back into the session that the refresh cookie stands for. */
  async function restore(): Promise<void> {
    if (account.value || localStorage.getItem(FLAG) === null) return;
    // Not reached: a verifier on the road goes on with what the device holds.
    await renewSession().catch(() => (account.value = offlineAccount()));
  }

  /** A log-in went through. */
  function accept(answer: SessionAnswer): void {
    ended.value = false;
    keepSession(answer);
  }

  async function signOut(): Promise<void> {
    await api.post('/auth/logout').catch(() => undefined);
    account.value = undefined;
    keepSession(undefined);
  }

  return { account, ended, roles, workspaces, isOfBranch, hasRole, restore, accept, signOut };
});

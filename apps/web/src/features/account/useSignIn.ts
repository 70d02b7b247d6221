import { ref, shallowRef } from 'vue';
import { api } from '../../app/api';
import { asProblem, type ApiProblem } from '../../app/problem';
import { useSession } from '../../app/session';
import type { SessionAnswer } from '../../app/tokens';

type Step = 'password' | 'code' | 'setUp';

/** Refusals that are no failure but lead on. */
const NEXT: Record<string, Step> = {
  'auth.second-factor-required': 'code',
  'auth.second-factor-setup-required': 'setUp',
};

/** The steps of a log-in: password or WeChat, a proof of work where the server asks for one, the second factor. */
export function useSignIn(onSignedIn: () => Promise<unknown>) {
  const session = useSession();
  const step = ref<Step>('password');
  const challenge = ref('');
  const busy = ref(false);
  /** The browser is doing its proof of work. */
  const proving = ref(false);
  const problem = shallowRef<ApiProblem>();

  async function run(work: () => Promise<SessionAnswer>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      session.accept(await work());
      await onSignedIn();
    } catch (error) {
      follow(asProblem(error));
    } finally {
      busy.value = false;
      proving.value = false;
    }
  }

  function follow(refusal: ApiProblem): void {
    const next = NEXT[refusal.code];
    if (next) {
      challenge.value = String(refusal.details['challenge']);
      step.value = next;
      return;
    }
    if (refusal.code === 'auth.challenge-ended') step.value = 'password';
    problem.value = refusal;
  }

  async function post(body: { loginName: string; password: string }): Promise<SessionAnswer> {
    try {
      return await api.post('/auth/login', body);
    } catch (error) {
      if (asProblem(error).code !== 'auth.captcha-required') throw error;
      proving.value = true;
      const { solveCaptcha } = await import('./solveCaptcha');
      return api.post('/auth/login', { ...body, captcha: await solveCaptcha() });
    }
  }

  return {
    step,
    challenge,
    busy,
    proving,
    problem,
    signIn: (loginName: string, password: string) => run(() => post({ loginName, password })),
    answer: (code: string) =>
      run(() => api.post('/auth/second-factor', { challenge: challenge.value, code })),
    /** With what WeChat led back with. */
    signInByWechat: (body: { code: string; state: string }) =>
      run(() => api.post('/auth/wechat/sign-in', body)),
    /** A session that was got otherwise: by setting up the second factor. */
    enter: (answer: SessionAnswer) => run(() => Promise.resolve(answer)),
    /** Back to the first step; with what sent us there, if it was a refusal. */
    again: (refusal?: ApiProblem) => {
      step.value = 'password';
      problem.value = refusal;
    },
  };
}

export type SignIn = ReturnType<typeof useSignIn>;

import { api } from '../../app/api';
import type { Challenge } from 'altcha-lib';

/** Does the proof of work that the server asks for (domain.md section 2): no pictures, nothing to click. Loaded when needed only. */
export async function solveCaptcha(): Promise<string> {
  const [{ solveChallenge }, { deriveKey }, { challenge }] = await Promise.all([
    import('altcha-lib'),
    import('altcha-lib/algorithms/web/pbkdf2'),
    api.post<{ challenge: Challenge }>('/auth/captcha'),
  ]);
  const solution = await solveChallenge({ challenge, deriveKey });
  return btoa(JSON.stringify({ challenge, solution }));
}

import { expect } from '@jest/globals';
import { BranchEntity, systemContext } from '@quanheng/database';
import { newLinkToken } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import type { ApiUnderTest, SignedIn } from '../../testing/api-under-test.js';

/** The link's token, as the message would carry it. */
export async function tokenOf(who: SignedIn, invitationId: string): Promise<string> {
  const answer = await who.post(`/invitations/${invitationId}/link`);
  expect(answer.status).toBe(200);
  return answer.body.url.split('#')[1];
}

/** A token in place of the message's: nobody but the message knows that one. */
export async function sentToken({ test }: ApiUnderTest, invitationId: string): Promise<string> {
  const { token, hash } = newLinkToken(invitationId);
  await test.database.write(systemContext(), (tx) =>
    tx.query('UPDATE invitation SET sent_hash = $2, sent_at = now() WHERE id = $1', [invitationId, hash]),
  );
  return token;
}

export const accept = (api: ApiUnderTest, token: string, changes: object = {}) =>
  api
    .request()
    .post('/api/v1/auth/invitations/accept')
    .send({
      token,
      loginName: `p-${uuidv7()}`,
      displayName: '演示新人',
      password: 'Quanheng-demo-2026',
      ...changes,
    });

export const lookUp = (api: ApiUnderTest, token: string) =>
  api.request().post('/api/v1/auth/invitations/look-up').send({ token });

export async function arrangeBranch(
  { test }: ApiUnderTest,
  enterpriseId: string,
  name: string,
): Promise<string> {
  const id = uuidv7();
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(BranchEntity, { id, enterpriseId, name, version: 1 }),
  );
  return id;
}

/** Staff sign in by their password alone, so that a test of something else needs no second factor. */
export const waiveSecondFactor = ({ test }: ApiUnderTest) =>
  test.database.write(systemContext(), (tx) =>
    tx.query(
      `INSERT INTO setting (key, value) VALUES ('rules', '{"secondFactorRequired": 0}')
       ON CONFLICT (key) DO UPDATE SET value = setting.value || excluded.value`,
    ),
  );

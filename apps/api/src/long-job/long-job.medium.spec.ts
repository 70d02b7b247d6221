import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttachmentEntity, LongJobEntity, systemContext, type TenantContext } from '@quanheng/database';
import { startLongJob } from '@quanheng/operations';
import type { Storage } from '@quanheng/storage';
import { uuidv7 } from 'uuidv7';
import { STORAGE } from '../attachment/storage.provider.js';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';

// Real: HTTP, guards, PostgreSQL with row security, files in a temporary folder. The worker isn't running.
let api: ApiUnderTest;
let clerk: SignedIn;
let colleague: SignedIn;
const enterpriseId = uuidv7();
beforeAll(async () => {
  api = await startApi();
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  colleague = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId });
});
afterAll(() => api.close());

const contextOf = ({ accountId }: SignedIn): TenantContext => ({
  ...systemContext(),
  kind: 'enterprise',
  accountId,
  enterpriseId,
});
const start = (who = clerk) =>
  api.test.database.write(contextOf(who), (tx) =>
    startLongJob(tx, 'certificate.zip', { certificateIds: [uuidv7()] }),
  );
const change = (id: string, values: Partial<LongJobEntity>) =>
  api.test.database.write(systemContext(), (tx) => tx.manager.update(LongJobEntity, { id }, values as never));

async function finish(id: string): Promise<void> {
  const storage = api.app.get<Storage>(STORAGE);
  const storageKey = storage.newKey('long-job-result');
  const stored = await storage.put(storageKey, Buffer.from('PK'));
  const attachmentId = uuidv7();
  await api.test.database.write(systemContext(), (tx) =>
    tx.manager.insert(AttachmentEntity, {
      ...{ id: attachmentId, kind: 'LONG_JOB_RESULT', storageKey, ...stored, encrypted: false },
      ...{
        fileName: '证书.zip',
        mediaType: 'application/zip',
        createdAt: tx.now,
        createdBy: clerk.accountId,
      },
    }),
  );
  await change(id, { status: 'DONE', attachmentId, endedAt: new Date(), counts: { files: 1 } });
}

describe('long work', () => {
  it('is listed and read by whoever asked for it, and by nobody else', async () => {
    const { id } = await start();
    expect((await clerk.get(`/jobs/${id}`)).body).toMatchObject({
      ...{ id, kind: 'certificate.zip', status: 'QUEUED', done: 0, fileReady: false, failure: null },
    });
    expect((await clerk.get('/jobs')).body.items.map((item: { id: string }) => item.id)).toContain(id);
    expect((await colleague.get('/jobs')).body.items).toEqual([]);
    for (const path of [`/jobs/${id}`, `/jobs/${id}/file`, `/jobs/${id}/events`])
      expect([(await colleague.get(path)).status, path]).toEqual([404, path]);
    expect((await colleague.post(`/jobs/${id}/cancel`)).status).toBe(404);
  });

  it('gives its file once it is done, and says so when it is gone', async () => {
    const { id } = await start();
    expect((await clerk.get(`/jobs/${id}/file`)).body.code).toBe('long-job.no-file');
    await finish(id);
    expect((await clerk.get(`/jobs/${id}`)).body).toMatchObject({ fileReady: true, counts: { files: 1 } });
    const file = await clerk.get(`/jobs/${id}/file`);
    expect([file.status, file.headers['content-type'], file.headers['x-content-type-options']]).toEqual([
      ...[200, 'application/zip', 'nosniff'],
    ]);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE attachment SET deleted_at = now(), storage_key = '' WHERE created_by = $1`, [
        clerk.accountId,
      ]),
    );
    expect((await clerk.get(`/jobs/${id}/file`)).body.code).toBe('long-job.no-file');
  });

  it('can be cancelled until it is over', async () => {
    const { id } = await start();
    expect((await clerk.post(`/jobs/${id}/cancel`)).body.status).toBe('CANCELLED');
    const again = await clerk.post(`/jobs/${id}/cancel`);
    expect([again.status, again.body.code]).toEqual([409, 'workflow.move-not-allowed']);
  });

  it('says why it failed in the reader’s language', async () => {
    const { id } = await start();
    await change(id, { status: 'FAILED', errorCode: 'certificate.none-to-zip' });
    const failure = { code: 'certificate.none-to-zip', detail: '所选范围内没有可下载的证书' };
    expect((await clerk.get(`/jobs/${id}`)).body.failure).toEqual(failure);
    expect((await clerk.get(`/jobs/${id}`).set('Accept-Language', 'en')).body.failure.detail).toContain(
      'no certificate',
    );
  });

  it('says nothing more to whoever was signed out meanwhile', async () => {
    const { id } = await start();
    await change(id, { status: 'RUNNING', phase: 'PACK', done: 1, total: 2 });
    const leaver = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
    await change(id, { accountId: leaver.accountId });
    const stream = leaver.get(`/jobs/${id}/events`).then((answer) => answer.text);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await api.test.database.write(systemContext(), (tx) =>
      tx.query('UPDATE session SET revoked_at = now() WHERE account_id = $1', [leaver.accountId]),
    );
    await change(id, { done: 2 });
    expect(await stream).not.toContain('"done":2');
  });

  it('tells its progress as events until it is over', async () => {
    const { id } = await start();
    await change(id, { status: 'RUNNING', phase: 'PACK', done: 2, total: 5 });
    const stream = clerk.get(`/jobs/${id}/events`).then((answer) => answer.text);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await change(id, { status: 'DONE', done: 5 });
    const events = (await stream).split('\n\n').filter(Boolean);
    const told = events.map((event) => JSON.parse(event.replace('data: ', '')));
    expect(told.map(({ status, done }) => [status, done])).toEqual([
      ['RUNNING', 2],
      ['DONE', 5],
    ]);
  });
});

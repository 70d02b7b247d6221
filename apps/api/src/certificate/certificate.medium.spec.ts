import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateEntity, LongJobEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstitute, KINDS, type Institute } from '../verification/testing/institute.js';
import { signing, type Draft, type Signing } from './testing/signing.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let at: Institute;
let drafts: Signing['drafts'];
let issue: Signing['issue'];
let issued: Signing['issued'];
let revoke: Signing['revoke'];
let instrument: Signing['instrument'];
let check: Signing['check'];
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  ({ drafts, issue, issued, revoke, instrument, check } = signing(api, at));
});
afterAll(() => api.close());

describe('issuing', () => {
  it('gives the number, sets the instrument’s next cycle and tells the client once', async () => {
    const [draft] = (await drafts(['PASS'], {
      changes: { validUntil: '2026-12-31', validUntilDeclared: true },
    })) as [Draft];
    expect((await at.clerk.get(`/certificates/${draft.id}`)).status).toBe(404);
    const answer = await issue(at.signatory, draft);
    expect(answer.body).toMatchObject({
      status: 'ISSUED',
      number: expect.stringMatching(/^T\d+-2026-00001$/),
      issuedOn: '2026-11-23',
      signatoryName: '演示签发人',
      validUntil: '2027-05-22',
      fileReady: false,
    });
    expect(await instrument(draft.instrumentId)).toMatchObject({
      validUntil: '2027-05-22',
      validUntilDeclared: false,
      lastVerifiedOn: '2026-11-23',
      failed: false,
      verifiedForGood: false,
      usageState: 'IN_USE',
    });
    expect((await at.clerk.get(`/certificates/${draft.id}`)).body.number).toBe(answer.body.number);
    const [told, jobs] = await api.test.database.read(systemContext(), async (tx) => [
      await tx.query(`SELECT params FROM notification WHERE template = 'certificates.issued'`),
      await tx.query(`SELECT 1 FROM outbox WHERE job_id = $1`, [`certificate.render.${draft.id}`]),
    ]);
    expect(told).toMatchObject([{ params: { certificates: 1, resultNotices: 0 } }]);
    expect(jobs).toHaveLength(1);
    const file = await at.clerk.get(`/certificates/${draft.id}/file`);
    expect([file.status, JSON.parse(file.text).code]).toEqual([409, 'certificate.file-not-ready']);
  });

  it('of a FAIL clears the validity: the instrument must be verified again', async () => {
    const notice = await issued('FAIL', { changes: { validUntil: '2026-12-31' } });
    expect(notice).toMatchObject({ kind: 'RESULT_NOTICE', validUntil: null });
    expect(await instrument(notice.instrumentId)).toMatchObject({
      validUntil: null,
      failed: true,
      lastVerifiedOn: '2026-11-23',
    });
  });

  it('states the client’s name of its day for good; only what is verified after a change states the new one', async () => {
    const before = await issued();
    const name = String((await at.clerk.get('/enterprises/mine')).body.name);
    const rename = (to: string) =>
      api.test.database.write(systemContext(), (tx) =>
        tx.query(
          'UPDATE enterprise SET name = $2 WHERE id = (SELECT enterprise_id FROM certificate WHERE id = $1)',
          [before.id, to],
        ),
      );
    await rename('演示更名有限公司');
    const after = await issued();
    await rename(name);
    const client = async ({ id }: Draft) => (await at.clerk.get(`/certificates/${id}`)).body.clientName;
    expect([await client(before), await client(after)]).toEqual([name, '演示更名有限公司']);
  });

  it('of a kind verified once ends its cycles', async () => {
    const certificate = await issued('PASS', { categoryCode: KINDS.meter });
    expect(certificate['validUntil']).toBe('2032-11-22');
    expect(await instrument(certificate.instrumentId)).toMatchObject({ verifiedForGood: true });
  });

  it('is never done by the verifier, nor without the role, nor twice', async () => {
    const [draft] = (await drafts(['PASS'])) as [Draft];
    const own = await issue(at.verifier, draft);
    expect([own.status, own.body.code]).toEqual([403, 'verification.same-person']);
    expect((await issue(at.checker, draft)).body.code).toBe('workflow.role-not-allowed');
    expect((await issue(at.clerk, draft)).status).toBe(403);
    expect((await issue(at.stranger, draft)).status).toBe(404);
    const key = uuidv7();
    const send = () =>
      at.signatory.post(`/certificates/${draft.id}/issue`, {}, { version: draft.version, key });
    const first = await send();
    expect((await send()).body).toEqual(first.body);
    const again = await issue(at.signatory, draft);
    expect([again.status, again.body.code]).toEqual([412, 'record.stale']);
    const ended = await issue(at.signatory, first.body);
    expect([ended.status, ended.body.code]).toEqual([409, 'workflow.move-not-allowed']);
  });

  it('numbers many without a gap, in their order, also while two sign at once', async () => {
    const waiting = await drafts(['PASS', 'FAIL', 'PASS', 'PASS']);
    const items = waiting.map(({ id, version }) => ({ id, version }));
    const stale = { ...items[0]!, version: 9 };
    const [one, two] = await Promise.all([
      at.signatory.post('/certificates/issue', { items: [items[0], items[1]] }),
      at.signatory.post('/certificates/issue', { items: [stale, items[2], items[3]] }),
    ]);
    expect(one!.body.results.map((result: { ok: boolean }) => result.ok)).toEqual([true, true]);
    expect(two!.body.results).toMatchObject([
      { ok: false, code: 'record.stale' },
      { ok: true },
      { ok: true },
    ]);
    const numbers = await api.test.database.read(systemContext(), async (tx) =>
      (await tx.manager.findBy(CertificateEntity, { institutionId: at.institutionId }))
        .flatMap(({ number }) => (number ? [Number(number.slice(-5))] : []))
        .sort((a, b) => a - b),
    );
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

describe('an issued certificate', () => {
  it('is checked by anybody with the paper, without client and persons', async () => {
    const certificate = await issued();
    const answer = await check(certificate['verificationToken']);
    expect(answer.body).toEqual({
      number: certificate['number'],
      kind: 'VERIFICATION_CERTIFICATE',
      status: 'ISSUED',
      institution: '演示检定机构',
      instrument: {
        name: '压力表',
        model: 'Y-100',
        serialNumber: certificate['serialNumber'],
        manufacturer: '演示仪表厂',
      },
      conclusion: 'PASS',
      verifiedOn: '2026-11-23',
      issuedOn: '2026-11-23',
      validUntil: '2027-05-22',
      revokedReason: null,
      supersededBy: null,
      sha256: null,
    });
    for (const token of ['x', 'A'.repeat(32), encodeURIComponent('../x')])
      expect((await check(token)).status).toBe(404);
  });

  it('is compared with the file at hand', async () => {
    const certificate = await issued();
    const compare = (content: string) =>
      api
        .request()
        .post(`/api/v1/verify/${String(certificate['verificationToken'])}/file`)
        .attach('file', Buffer.from(content), 'x.pdf');
    expect((await compare('%PDF-1')).status).toBe(409);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE certificate SET sha256 = encode(sha256('%PDF-1'::bytea), 'hex') WHERE id = $1`, [
        certificate.id,
      ]),
    );
    expect((await compare('%PDF-1')).body).toEqual({ same: true });
    expect((await compare('%PDF-2')).body).toEqual({ same: false });
  });

  it('is revoked with a reason: the public page says so and the instrument loses it', async () => {
    const certificate = await issued();
    const bare = await at.signatory.post(
      `/certificates/${certificate.id}/revoke`,
      {},
      { version: certificate.version },
    );
    expect(bare.status).toBe(400);
    const answer = await revoke(certificate);
    expect(answer.body).toMatchObject({ status: 'REVOKED', reason: '结果有误' });
    expect((await check(certificate['verificationToken'])).body).toMatchObject({
      status: 'REVOKED',
      revokedReason: '结果有误',
    });
    expect(await instrument(certificate.instrumentId)).toMatchObject({
      validUntil: null,
      lastVerifiedOn: null,
    });
    const link = `/e/instruments/${certificate.instrumentId}`;
    const told = await api.test.database.read(systemContext(), (tx) =>
      tx.query('SELECT template, params FROM notification WHERE link = $1', [link]),
    );
    const params = { certificateNumber: certificate['number'], ending: 'REVOKED', reason: '结果有误' };
    expect(told).toEqual([{ template: 'certificate.ended', params: expect.objectContaining(params) }]);
    const twice = await revoke(answer.body);
    expect([twice.status, twice.body.code]).toEqual([409, 'workflow.move-not-allowed']);
  });

  it('is superseded by a corrected draft, which is signed like any other', async () => {
    const certificate = await issued();
    const correction = { reason: '型号有误', changes: { model: 'YB-150', clientName: '演示加油站二店' } };
    const answer = await at.signatory.post(`/certificates/${certificate.id}/correct`, correction, {
      version: certificate.version,
    });
    expect(answer.body).toMatchObject({
      status: 'DRAFT',
      model: 'YB-150',
      instrument: { model: 'YB-150' },
      clientName: '演示加油站二店',
      supersedesId: certificate.id,
      number: null,
    });
    const old = await at.clerk.get(`/certificates/${certificate.id}`);
    expect(old.body).toMatchObject({
      status: 'SUPERSEDED',
      model: 'Y-100',
      supersededById: null,
      reason: '型号有误',
    });
    expect((await instrument(certificate.instrumentId)).validUntil).toBe('2027-05-22');
    const second = await issue(at.signatory, answer.body);
    expect(second.body.number).not.toBe(certificate['number']);
    expect((await check(certificate['verificationToken'])).body).toMatchObject({
      status: 'SUPERSEDED',
      supersededBy: second.body.number,
    });
    const early = await at.signatory.post(
      `/certificates/${second.body.id}/correct`,
      { reason: '有效期', changes: { validUntil: '2026-11-01' } },
      { version: second.body.version },
    );
    expect([early.status, early.body.code]).toEqual([400, 'verification.validity-too-early']);
  });

  it('is ended by signatories only', async () => {
    const certificate = await issued();
    const { id, version } = certificate;
    const answers = await Promise.all([
      at.checker.post(`/certificates/${id}/revoke`, { reason: 'x' }, { version }),
      at.checker.post(`/certificates/${id}/correct`, { reason: 'x', changes: {} }, { version }),
    ]);
    expect(answers.map((answer) => answer.body.code)).toEqual(Array(2).fill('workflow.role-not-allowed'));
    expect((await at.clerk.post(`/certificates/${id}/revoke`, { reason: 'x' }, { version })).status).toBe(
      403,
    );
    expect((await at.stranger.get(`/certificates/${id}`)).status).toBe(404);
  });
});

describe('many certificates as one zip', () => {
  const zip = (who: SignedIn, body: object) => who.post('/certificates/zip', body);
  const chosen = async (id: string) => {
    const job = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(LongJobEntity, { id }),
    );
    return (job.params as { certificateIds: string[] }).certificateIds;
  };
  const withFile = async (conclusion: 'PASS' | 'FAIL') => {
    const { id } = await issued(conclusion);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query('UPDATE certificate SET attachment_id = $2 WHERE id = $1', [id, uuidv7()]),
    );
    return id;
  };

  it('are those of the ids or of the list’s filter that have a file, and only one’s own', async () => {
    const [pass, fail] = [await withFile('PASS'), await withFile('FAIL')];
    const some = await zip(at.clerk, { ids: [pass] });
    expect([some.status, some.body]).toMatchObject([202, { kind: 'certificate.zip', status: 'QUEUED' }]);
    expect(await chosen(some.body.id)).toEqual([pass]);
    expect(await chosen((await zip(at.clerk, { view: 'NOTICE' })).body.id)).toEqual([fail]);
    const stranger = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId: uuidv7() });
    expect((await zip(stranger, { ids: [pass] })).body.code).toBe('certificate.none-to-zip');
  });

  it('is refused where none has a file yet', async () => {
    const { id } = await issued('PASS');
    expect((await zip(at.clerk, { ids: [id] })).body.code).toBe('certificate.none-to-zip');
  });
});

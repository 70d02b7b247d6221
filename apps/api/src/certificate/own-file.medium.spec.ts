import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttachmentEntity, CertificateEntity, systemContext } from '@quanheng/database';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstitute, type Institute } from '../verification/testing/institute.js';
import { signing, type Draft, type Signing } from './testing/signing.js';

// Real: HTTP, guards, PostgreSQL with row security, files in a folder. Its stamp: render-certificate.handler.medium.spec.
let api: ApiUnderTest;
let at: Institute;
let drafts: Signing['drafts'];
let issue: Signing['issue'];
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  ({ drafts, issue } = signing(api, at));
});
afterAll(() => api.close());

const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
const upload = (who: SignedIn, id: string, content = PDF) =>
  who.put(`/certificates/${id}/file`).attach('file', content, '报告.pdf');
const own = async (id: string) =>
  api.test.database.read(systemContext(), async (tx) => {
    const { uploadedId } = await tx.manager.findOneByOrFail(CertificateEntity, { id });
    return uploadedId ? tx.manager.findOneByOrFail(AttachmentEntity, { id: uploadedId }) : null;
  });

describe('the institution’s own PDF', () => {
  it('belongs to a draft, is seen by the institution alone, replaced, taken off, and stays once issued', async () => {
    const [draft] = (await drafts(['PASS'])) as [Draft];
    expect((await upload(at.verifier, draft.id)).body).toMatchObject({ uploaded: true, status: 'DRAFT' });
    const first = await own(draft.id);
    expect(first).toMatchObject({ kind: 'OWN_CERTIFICATE', enterpriseId: null, fileName: '报告.pdf' });
    const seen = await at.signatory.get(`/certificates/${draft.id}/file?inline=true`);
    expect([seen.status, seen.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await at.clerk.get(`/certificates/${draft.id}/file`)).status).toBe(404);
    expect((await at.clerk.get(`/attachments/${first!.id}/file`)).status).toBe(404);

    const replaced = await upload(at.checker, draft.id);
    expect((await own(draft.id))!.id).not.toBe(first!.id);
    // Who had looked at the draft before signs nothing that was exchanged since.
    expect((await issue(at.signatory, draft)).status).toBe(412);
    expect((await at.signatory.delete(`/certificates/${draft.id}/file`)).body.uploaded).toBe(false);
    expect(await own(draft.id)).toBeNull();

    const again = await upload(at.signatory, draft.id);
    expect(again.body.version).toBeGreaterThan(replaced.body.version);
    const issued = await issue(at.signatory, again.body as Draft);
    expect(issued.body).toMatchObject({ status: 'ISSUED', uploaded: true, fileReady: false });
    for (const late of [
      await upload(at.signatory, draft.id),
      await at.signatory.delete(`/certificates/${draft.id}/file`),
    ])
      expect([late.status, late.body.code]).toEqual([409, 'certificate.not-a-draft']);
  });

  it('must be a PDF that shows pages and nothing else, from who works on it, of this institution', async () => {
    const [draft] = (await drafts(['PASS'])) as [Draft];
    const code = async (answer: PromiseLike<{ status: number; body: { code?: string } }>) => {
      const { status, body } = await answer;
      return [status, body.code];
    };
    expect(await code(upload(at.verifier, draft.id, Buffer.from('PK not a pdf')))).toEqual([
      415,
      'file.type-not-allowed',
    ]);
    const active = Buffer.from(
      PDF.toString().replace('/Catalog', '/Catalog/OpenAction<</S/JavaScript/JS(x)>>'),
    );
    expect((await upload(at.verifier, draft.id, active)).status).toBeGreaterThanOrEqual(400);
    expect((await upload(at.counter, draft.id)).status).toBe(403);
    expect((await upload(at.stranger, draft.id)).status).toBe(404);
    expect((await at.stranger.delete(`/certificates/${draft.id}/file`)).status).toBe(404);
    expect(await own(draft.id)).toBeNull();
  });

  it('is found by the name of its file among the institution’s drafts alone', async () => {
    const [one, two] = (await drafts(['PASS', 'FAIL'])) as [Draft, Draft];
    const task = (await at.verifier.get(`/tasks/${String(two['taskId'])}`)).body;
    const names = [`压力表_${String(one['serialNumber'])}.pdf`, `${task.caseNumber}.PDF`, 'scan.pdf'];
    const match = async (who: SignedIn) =>
      (await who.post('/certificates/match-files', { names })).body.items.map(
        (item: { candidates: { id: string }[] }) => item.candidates.map(({ id }) => id),
      );
    expect(await match(at.signatory)).toEqual([[one.id], [two.id], []]);
    expect(await match(at.stranger)).toEqual([[], [], []]);
    expect((await at.clerk.post('/certificates/match-files', { names })).status).toBe(403);
    expect((await at.signatory.post('/certificates/match-files', { names: [] })).status).toBeLessThan(500);
  });
});

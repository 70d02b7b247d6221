import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemContext } from '@quanheng/database';
import sharp from 'sharp';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstitute, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security, uploads checked and stored, the slip printed by Chromium.
let api: ApiUnderTest;
let at: Institute;
let receipt: { id: string; itemIds: string[]; code: string };
let serial = 0;
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
});
afterAll(() => api.close());

/** Two instruments: one refused, one received and ended as unable. */
beforeEach(async () => {
  const booking = await at.book([{ serialNumber: `HB-${++serial}` }, { serialNumber: `HB-${++serial}` }]);
  const [refused, received] = booking.itemIds;
  const items = [
    { appointmentItemId: refused, outcome: 'REFUSED', reason: '表盘破损' },
    { appointmentItemId: received, outcome: 'RECEIVED', accessories: '接头' },
  ];
  const { body } = await at.counter.post('/receipts', { appointmentId: booking.id, items }, { version: 1 });
  const code = (await at.clerk.get(`/receipts/${body.id}`)).body.pickupCode as string;
  receipt = { id: body.id, itemIds: booking.itemIds, code };
});

const give = (body: object, version = 1, who: SignedIn = at.counter) =>
  who.post(
    `/receipts/${receipt.id}/hand-backs`,
    { takenBy: '演示取件人', itemIds: [receipt.itemIds[0]], ...body },
    { version },
  );
const endAsUnable = async () => {
  const { items } = (await at.counter.get(`/receipts/${receipt.id}`)).body;
  await at.verifier.post(`/tasks/${items[1].taskId}/unable`, { reason: '无法开机' }, { version: 1 });
};
const signature = () =>
  sharp({ create: { width: 300, height: 120, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
const sign = async (who: SignedIn = at.counter) =>
  who.put(`/receipts/${receipt.id}/signature`).attach('file', await signature(), 'signature.png');

describe('handing back', () => {
  it('goes by the code that only the client knows', async () => {
    expect(receipt.code).toMatch(/^\d{6}$/);
    expect((await at.counter.get(`/receipts/${receipt.id}`)).body).toMatchObject({
      pickupCode: null,
      codeAccepted: true,
      returnable: 1,
    });
    await endAsUnable();
    const answer = await give({ itemIds: receipt.itemIds, pickupCode: receipt.code, remark: '附件齐全' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      returnable: 0,
      handedBack: 2,
      handBacks: [{ takenBy: '演示取件人', proof: 'CODE', handedByName: '演示前台', count: 2 }],
    });
    const seen = await at.clerk.get(`/receipts/${receipt.id}`);
    expect(seen.body.handBacks[0]).toMatchObject({ takenBy: '演示取件人', remark: '附件齐全' });
    const slip = await at.clerk.get(`/receipts/${receipt.id}/hand-backs/${seen.body.handBacks[0].id}/slip`);
    expect([slip.status, slip.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await give({ pickupCode: receipt.code }, 2)).body.code).toBe('hand-back.not-returnable');
    const history = await at.clerk.get(`/receipts/${receipt.id}/history`);
    expect(history.body.items[0]).toMatchObject({ action: 'receipt.hand-back' });
  });

  it('or by a signature, which is kept and counts once', async () => {
    const { body, status } = await sign();
    expect(status).toBe(200);
    const answer = await give({ signatureId: body.id });
    expect(answer.body.handBacks).toMatchObject([{ proof: 'SIGNATURE', signatureId: body.id }]);
    const picture = await at.counter.get(`/attachments/${body.id}/file`);
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png']);
    await endAsUnable();
    const twice = await give({ itemIds: [receipt.itemIds[1]], signatureId: body.id }, 2);
    expect([twice.status, twice.body.code]).toEqual([400, 'hand-back.proof-required']);
  });

  it('counts wrong codes, however many come at once, and then takes a signature only', async () => {
    const wrong = receipt.code === '000000' ? '000001' : '000000';
    const tries = await Promise.all(Array.from({ length: 8 }, () => give({ pickupCode: wrong })));
    expect(tries.map(({ status }) => status)).toEqual(Array(8).fill(403));
    expect(tries.filter(({ body }) => body.code === 'hand-back.wrong-code')).toHaveLength(4);
    expect((await give({ pickupCode: receipt.code })).body.code).toBe('hand-back.code-spent');
    const { version, codeAccepted } = (await at.counter.get(`/receipts/${receipt.id}`)).body;
    expect([version, codeAccepted]).toEqual([1, false]);
    expect((await give({ signatureId: (await sign()).body.id })).status).toBe(200);
  });

  it('is refused for what is in verification, unknown, or comes without a proof', async () => {
    const codeOf = async (body: object) => (await give(body)).body.code;
    expect(await codeOf({ itemIds: [receipt.itemIds[1]], pickupCode: receipt.code })).toBe(
      'hand-back.not-returnable',
    );
    expect(await codeOf({ itemIds: [uuidv7()], pickupCode: receipt.code })).toBe('hand-back.not-returnable');
    expect(await codeOf({})).toBe('hand-back.proof-required');
    expect(await codeOf({ signatureId: uuidv7() })).toBe('hand-back.proof-required');
  });

  it('happens once of two at once, and the same answer comes for the same key', async () => {
    const key = uuidv7();
    const body = { takenBy: '演示取件人', itemIds: [receipt.itemIds[0]], pickupCode: receipt.code };
    const path = `/receipts/${receipt.id}/hand-backs`;
    const both = await Promise.all([
      at.counter.post(path, body, { version: 1 }),
      at.verifier.post(path, body, { version: 1, key }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    if (both[1].status === 200) {
      const again = await at.verifier.post(path, body, { version: 1, key });
      expect(again.body).toEqual(JSON.parse(JSON.stringify(both[1].body)));
    }
  });

  it('is for this institution’s desk', async () => {
    const proof = { pickupCode: receipt.code };
    expect((await give(proof, 1, at.clerk)).status).toBe(403);
    expect((await give(proof, 1, at.signatory)).status).toBe(403);
    expect((await give(proof, 1, at.stranger)).status).toBe(404);
    expect((await sign(at.stranger)).status).toBe(404);
    expect((await give(proof, 9)).status).toBe(412);
  });

  it('is found among what waits to be fetched, and a site’s instruments never left', async () => {
    const waiting = async () =>
      (await at.counter.get('/receipts?returnable=true&limit=200')).body.items.map(
        (row: { id: string }) => row.id,
      );
    expect(await waiting()).toContain(receipt.id);
    await give({ pickupCode: receipt.code });
    expect(await waiting()).not.toContain(receipt.id);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(
        `UPDATE appointment SET mode = 'ON_SITE' WHERE id = (SELECT appointment_id FROM receipt WHERE id = $1)`,
        [receipt.id],
      ),
    );
    await endAsUnable();
    expect(await waiting()).not.toContain(receipt.id);
    expect((await give({ itemIds: [receipt.itemIds[1]], pickupCode: receipt.code }, 2)).body.code).toBe(
      'hand-back.not-returnable',
    );
  });
});

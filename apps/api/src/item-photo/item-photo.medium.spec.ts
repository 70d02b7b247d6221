import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ItemPhotoEntity, PhotoLinkEntity, systemContext } from '@quanheng/database';
import sharp from 'sharp';
import { uuidv7 } from 'uuidv7';
import { moveClock, startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstitute, type Booking, type Institute } from '../verification/testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security, pictures checked by content, drawn anew and stored.
const NOW = '2026-11-23T02:00:00Z';
const MAX = 6;
let api: ApiUnderTest;
let at: Institute;
let booking: Booking;
let item: string;
let picture: Buffer;
let serial = 0;

beforeAll(async () => {
  api = await startApi(NOW);
  at = await anInstitute(api);
  const exif = { IFD3: { GPSLatitude: '23/1 3/1 0/1', GPSLatitudeRef: 'N' }, IFD0: { Model: 'DEMO-PHONE' } };
  picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#c33' } })
    .withExif(exif)
    .jpeg()
    .toBuffer();
});
afterAll(() => api.close());
beforeEach(async () => {
  booking = await at.book([{ serialNumber: `PH-${++serial}` }, { serialNumber: `PH-${++serial}` }]);
  item = booking.itemIds[0] as string;
});

const addAt = (id: string, who: SignedIn = at.counter, content = picture) =>
  who.post(`/appointment-items/${id}/photos`, null as never).attach('file', content, 'a.jpg');
const openLink = async (id = item, who: SignedIn = at.counter) => {
  const { status, body } = await who.post(`/appointment-items/${id}/photo-links`);
  return {
    status,
    body,
    id: body.id as string,
    token: (body.url as string | undefined)?.split('#')[1] ?? '',
  };
};
const phone = (method: 'get' | 'post' | 'delete', token: string, path = '') =>
  api.request()[method](`/api/v1/photo-uploads/own${path}`).set('X-Photo-Key', token);
const send = (token: string, content = picture, key = uuidv7()) =>
  phone('post', token, '/photos').set('Idempotency-Key', key).attach('file', content, 'IMG_0001.jpg');
const photosOf = async (who: SignedIn = at.counter) =>
  (await who.get(`/appointments/${booking.id}/photos`)).body.items as { id: string }[];
const receive = async () => {
  const items = booking.itemIds.map((appointmentItemId) => ({ appointmentItemId, outcome: 'RECEIVED' }));
  return (await at.counter.post('/receipts', { appointmentId: booking.id, items }, { version: 1 })).body;
};
const countFiles = () =>
  readdirSync(process.env['STORAGE_DIR'] ?? '', { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;

describe('a telephone', () => {
  it('sends photos of the one item through its link, which the desk sees', async () => {
    const { status, body, id, token } = await openLink();
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'OPEN', done: 0, total: MAX, secondsLeft: 1800 });
    expect(body.url).toBe(`http://localhost:3000/photo#${token}`);
    expect(body.qrCode).toMatch(/^data:image\/svg\+xml;base64,/);
    const shown = await phone('get', token);
    expect(shown.body).toMatchObject({
      instrumentName: '压力表',
      serialNumber: `PH-${serial - 1}`,
      sent: [],
    });
    expect(shown.text).not.toContain('演示加油站');

    const sent = await send(token);
    expect(sent.status).toBe(201);
    expect((await at.counter.get(`/photo-links/${id}`)).body).toMatchObject({ status: 'OPEN', done: 1 });
    expect(await photosOf()).toMatchObject([
      { id: sent.body.id, appointmentItemId: item, takenByName: '演示前台', byPhone: true, removable: true },
    ]);
    const [link] = await rows(PhotoLinkEntity, { id });
    expect(link?.tokenHash).not.toContain(token.split('.')[1]);
  });

  it('leaves no trace of where the photo was taken', async () => {
    expect((await sharp(picture).metadata()).exif).toBeDefined();
    const { token } = await openLink();
    const { body } = await send(token);
    const file = await at.counter.get(`/item-photos/${body.id}/file`);
    expect([file.status, file.headers['content-type']]).toEqual([200, 'image/jpeg']);
    const { exif, format } = await sharp(file.body as Buffer).metadata();
    expect([exif, format]).toEqual([undefined, 'jpeg']);
  });

  it('takes back what it sent, and nothing else', async () => {
    const fromDesk = (await addAt(item)).body.id as string;
    const { token } = await openLink();
    const { body } = await send(token);
    expect((await phone('delete', token, `/photos/${fromDesk}`)).status).toBe(404);
    expect((await phone('delete', token, `/photos/${body.id}`)).status).toBe(204);
    expect((await phone('delete', token, `/photos/${body.id}`)).status).toBe(404);
    expect((await photosOf()).map(({ id }) => id)).toEqual([fromDesk]);
    expect((await at.counter.get(`/item-photos/${body.id}/file`)).status).toBe(404);
  });

  it('is answered the same for the same key', async () => {
    const { token } = await openLink();
    const key = uuidv7();
    const [first, again] = [await send(token, picture, key), await send(token, picture, key)];
    expect(again.body).toEqual(first.body);
    expect(await photosOf()).toHaveLength(1);
  });
});

describe('a link is refused', () => {
  const refusalOf = async (token: string) => {
    const [got, sent] = [await phone('get', token), await send(token)];
    expect([sent.status, sent.body.code]).toEqual([got.status, got.body.code]);
    return `${got.status} ${got.body.code}`;
  };

  it('that nobody made, or without one', async () => {
    const { token } = await openLink();
    expect(await refusalOf(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toBe(
      '404 photo.link-invalid',
    );
    expect(await refusalOf(`${uuidv7()}.${token.split('.')[1]}`)).toBe('404 photo.link-invalid');
    expect(await refusalOf('x')).toBe('404 photo.link-invalid');
    expect((await api.request().get('/api/v1/photo-uploads/own')).body.code).toBe('photo.link-invalid');
  });

  it('once its time is over', async () => {
    const { id, token } = await openLink();
    await moveClock(api.test, '2026-11-23T02:31:00Z');
    try {
      expect(await refusalOf(token)).toBe('409 photo.link-expired');
      expect((await at.counter.get(`/photo-links/${id}`)).body).toMatchObject({
        status: 'EXPIRED',
        secondsLeft: 0,
      });
    } finally {
      await moveClock(api.test, NOW);
    }
  });

  it('once the phone has finished, the desk has ended it, or a new one was opened', async () => {
    const [done, ended] = [await openLink(), await openLink(booking.itemIds[1])];
    expect((await phone('post', done.token, '/finish')).status).toBe(204);
    expect(await refusalOf(done.token)).toBe('409 photo.link-closed');
    expect((await at.counter.post(`/photo-links/${ended.id}/close`)).body.status).toBe('CLOSED');
    expect(await refusalOf(ended.token)).toBe('409 photo.link-closed');
    const [before, after] = [await openLink(), await openLink()];
    expect(await refusalOf(before.token)).toBe('409 photo.link-closed');
    expect((await phone('get', after.token)).status).toBe(200);
  });

  it('once it has sent twice as many as an item may have, however many were taken back', async () => {
    const { token } = await openLink();
    for (let sent = 0; sent < 2 * MAX; sent++) {
      const { body } = await send(token);
      await phone('delete', token, `/photos/${body.id}`);
    }
    const refused = await send(token);
    expect([refused.status, refused.body.code]).toEqual([409, 'photo.link-spent']);
  });
});

describe('the limit of an item', () => {
  it('holds when desk and phone send at once, and nothing of the rest is kept', async () => {
    const { token } = await openLink();
    const files = countFiles();
    const answers = await Promise.all(
      Array.from({ length: 2 * MAX }, (_, index) => (index % 2 ? send(token) : addAt(item))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(MAX);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['photo.too-many']),
    );
    expect(await photosOf()).toHaveLength(MAX);
    expect(countFiles()).toBe(files + MAX);
    expect((await openLink()).body.code).toBe('photo.too-many');
    expect((await addAt(booking.itemIds[1] as string)).status).toBe(201);
  });
});

describe('what is no photo', () => {
  it.each([
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n%%EOF'), 415, 'file.type-not-allowed'],
    ['a page', Buffer.from('<html><script>1</script>'), 415, 'file.type-not-allowed'],
    ['nothing', Buffer.alloc(0), 400, 'file.empty'],
    ['a head without a body', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 400, 'file.unreadable'],
    ['too much of it', Buffer.alloc(10 * 1024 * 1024 + 1), 413, 'file.too-large'],
  ])('%s is refused by its content', async (_what, content, status, code) => {
    const { token } = await openLink();
    const files = countFiles();
    for (const answer of [await send(token, content), await addAt(item, at.counter, content)])
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(countFiles()).toBe(files);
  });

  it('a flood of pixels is refused by its head alone', async () => {
    const flood = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const { token } = await openLink();
    expect((await send(token, flood)).body.code).toBe('file.image-too-large');
  });
});

describe('who', () => {
  it('the verifier and the client look at them, others are told there are none', async () => {
    const { id } = (await addAt(item)).body;
    const receipt = await receive();
    const task = receipt.items.find((each: { id: string }) => each.id === item).taskId as string;
    const other = receipt.items.find((each: { id: string }) => each.id !== item).taskId as string;
    expect((await at.verifier.get(`/tasks/${task}/photos`)).body.items).toMatchObject([{ id }]);
    expect((await at.verifier.get(`/tasks/${other}/photos`)).body.items).toEqual([]);
    expect(await photosOf(at.clerk)).toMatchObject([{ id }]);
    expect((await at.clerk.get(`/item-photos/${id}/file`)).status).toBe(200);
    for (const path of [
      `/item-photos/${id}/file`,
      `/appointments/${booking.id}/photos`,
      `/tasks/${task}/photos`,
    ])
      expect((await at.stranger.get(path)).status).toBe(404);
  });

  it('only the desk of the institution adds, hands over and removes', async () => {
    const { id } = (await addAt(item)).body;
    const link = await openLink();
    const reason = { reason: '拍错器具' };
    const tries = async (who: SignedIn) =>
      Promise.all([
        addAt(item, who).then(({ status }) => status),
        openLink(item, who).then(({ status }) => status),
        who.get(`/photo-links/${link.id}`).then(({ status }) => status),
        who.post(`/photo-links/${link.id}/close`).then(({ status }) => status),
        who.post(`/item-photos/${id}/remove`, reason).then(({ status }) => status),
      ]);
    expect(await tries(at.stranger)).toEqual(Array(5).fill(404));
    expect(await tries(at.clerk)).toEqual(Array(5).fill(403));
    expect(await tries(at.checker)).toEqual(Array(5).fill(403));
  });
});

describe('removing', () => {
  it('takes a reason, which the history of the receipt tells', async () => {
    const { id } = (await addAt(item)).body;
    const receipt = await receive();
    expect((await at.counter.post(`/item-photos/${id}/remove`, { reason: ' ' })).status).toBe(400);
    expect((await at.counter.post(`/item-photos/${id}/remove`, { reason: '拍糊了' })).status).toBe(204);
    expect((await at.counter.post(`/item-photos/${id}/remove`, { reason: '拍糊了' })).status).toBe(404);
    expect(await photosOf()).toEqual([]);
    const [row] = await rows(ItemPhotoEntity, { id });
    expect(row).toMatchObject({ removedByName: '演示前台', removedReason: '拍糊了' });
    const history = (await at.clerk.get(`/receipts/${receipt.id}/history`)).body.items;
    expect(history[0]).toMatchObject({ action: 'receipt.remove-photo', reason: '拍糊了' });
  });

  it('and adding end when the instrument is back with the client', async () => {
    const { id } = (await addAt(item)).body;
    const link = await openLink();
    const items = booking.itemIds.map((each) => ({
      appointmentItemId: each,
      outcome: 'REFUSED',
      reason: '破损',
    }));
    const receipt = (await at.counter.post('/receipts', { appointmentId: booking.id, items }, { version: 1 }))
      .body;
    expect((await send(link.token)).status).toBe(201);
    const { pickupCode } = (await at.clerk.get(`/receipts/${receipt.id}`)).body;
    const body = { takenBy: '演示取件人', itemIds: booking.itemIds, pickupCode };
    await at.counter.post(`/receipts/${receipt.id}/hand-backs`, body, { version: 1 });
    for (const answer of [
      await send(link.token),
      await addAt(item),
      await openLink(),
      await at.counter.post(`/item-photos/${id}/remove`, { reason: '拍糊了' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([409, 'photo.item-over']);
    expect(await photosOf()).toMatchObject([{ removable: false }, { removable: false }]);
  });
});

function rows<E extends object>(entity: new () => E, where: object): Promise<E[]> {
  return api.test.database.read(systemContext(), (tx) => tx.manager.findBy(entity, where));
}

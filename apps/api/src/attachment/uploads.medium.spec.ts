import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AttachmentEntity, systemContext } from '@quanheng/database';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import {
  aPdf,
  anObjectStream,
  HOSTILE_NAMES,
  hostileUploads,
  type HostileUpload,
} from '../testing/hostile-uploads.js';
import { arrangeRegistrants, type Registrant } from '../testing/registrants.js';

// Real: multipart over HTTP, the checks of content, pictures drawn anew, files in a folder, rows in PostgreSQL.
let api: ApiUnderTest;
let registrants: Awaited<ReturnType<typeof arrangeRegistrants>>;
let who: Registrant;
beforeAll(async () => {
  api = await startApi();
  registrants = await arrangeRegistrants(api);
  who = await registrants.register();
});
afterAll(() => api.close());

const KIND = 'BUSINESS_LICENSE';
const PAPER_BYTES = 10 * 1024 * 1024;
const upload = (content: Buffer, name: string) => registrants.upload(who, KIND, content, name);
const storedFiles = () =>
  readdirSync(process.env['STORAGE_DIR'] ?? '', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const rows = () =>
  api.test.database.read(systemContext(), (tx) =>
    tx.manager.find(AttachmentEntity, { order: { createdAt: 'DESC', id: 'DESC' } }),
  );

describe('hostile files', () => {
  /** What went wrong with one, or nothing. */
  async function fault({ title, fileName, content, hidden }: HostileUpload): Promise<string[]> {
    const before = new Set(storedFiles());
    const answer = await upload(content, fileName);
    const added = storedFiles().filter((file) => !before.has(file));
    if (answer.status === 200) {
      const [stored = ''] = added;
      const isHarmless = hidden && added.length === 1 && !readFileSync(stored).includes(hidden);
      return isHarmless && answer.body.mediaType.startsWith('image/') ? [] : [`${title}: stored`];
    }
    const { code = '', detail = '' } = JSON.parse(answer.text);
    const isClear =
      [400, 413, 415, 422].includes(answer.status) && code.startsWith('file.') && detail.length > 3;
    return isClear && added.length === 0 ? [] : [`${title}: ${answer.status} ${code}, ${added.length} files`];
  }

  it('are refused with a reason and leave nothing behind, or are stored without what they hid', async () => {
    const hostile = await hostileUploads();
    expect(hostile.length).toBeGreaterThanOrEqual(200);
    const faults: string[] = [];
    for (const each of hostile) faults.push(...(await fault(each)));
    expect(faults).toEqual([]);
    expect((await api.request().get('/health/ready')).status).toBe(200);
  });

  it.each([
    ['a script', aPdf('/OpenAction << /S /JavaScript /JS (x) >>'), 422, 'file.active-content'],
    ['a password', aPdf('', [], '/Encrypt << /V 2 >>'), 422, 'file.encrypted'],
    ['nothing in it', Buffer.alloc(0), 400, 'file.empty'],
    ['a page in it', Buffer.from('<html>'), 415, 'file.type-not-allowed'],
    ['a byte too many', Buffer.alloc(PAPER_BYTES + 1), 413, 'file.too-large'],
  ])('with %s: the reason is told by its code', async (_what, content, status, code) => {
    const answer = await upload(content, 'a.pdf');
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code]);
  });

  it('under a name that is more than a name keep a plain one', async () => {
    for (const name of HOSTILE_NAMES) {
      const answer = await upload(registrants.image, name);
      expect({ name, status: answer.status }).toEqual({ name, status: 200 });
      const { fileName } = answer.body;
      expect(fileName).toMatch(/^[^\\/\p{C}<>:"|?*]{1,110}\.png$/iu);
      const file = await who.get(`/attachments/${answer.body.id}/file`);
      expect(file.status).toBe(200);
      expect(file.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[^\s";]+$/);
      expect(file.headers['content-type']).toBe('image/png');
      expect(file.headers['x-content-type-options']).toBe('nosniff');
    }
    const keys = (await rows()).map(({ storageKey }) => storageKey);
    expect(keys.every((key) => /^business-license\/(..)\/(..)\/\1\2[0-9a-f-]{32}$/.test(key))).toBe(true);
  });
});

describe('ordinary files', () => {
  it.each([
    ['a PDF', aPdf()],
    ['a PDF with packed objects', aPdf('', [anObjectStream('<< /Type /Font >>')])],
    ['a PDF that opens on its first page', aPdf('/OpenAction [3 0 R /Fit]')],
    ['a PDF of exactly 10 MB', aPdf('', [Buffer.alloc(PAPER_BYTES - aPdf('', ['']).length, 'x')])],
  ])('%s is taken', async (_what, content) => expect((await upload(content, 'a.pdf')).status).toBe(200));
});

describe('requests that are no upload', () => {
  it.each([
    ['no multipart', (path: string) => who.put(path, { file: 'x' })],
    ['no file', (path: string) => who.put(path).field('file', 'x')],
    [
      'a broken body',
      (path: string) =>
        who.put(path).set('Content-Type', 'multipart/form-data; boundary=x').send('--x\r\nbroken'),
    ],
    [
      'a file without a name',
      (path: string) =>
        who
          .put(path)
          .set('Content-Type', 'multipart/form-data; boundary=x')
          .send(
            '--x\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--x--\r\n',
          ),
    ],
    [
      'a name of nothing',
      (path: string) =>
        who
          .put(path)
          .set('Content-Type', 'multipart/form-data; boundary=x')
          .send('--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\nx\r\n--x--\r\n'),
    ],
  ])('%s is refused', async (_what, send) => {
    const answer = await send(`${who.path}/papers/${KIND}`);
    expect([400, 415]).toContain(answer.status);
    expect(JSON.parse(answer.text).code).toMatch(/^(file|request)\./);
  });
});

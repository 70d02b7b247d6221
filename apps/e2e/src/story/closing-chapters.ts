import { strict as assert } from 'node:assert';
import { addDays, addMonths } from '@quanheng/domain';
import { readPdf } from '../papers/read-pdf.js';
import { book } from './book.js';
import { moveClockBy, moveClockTo, today } from './cast.js';
import { ledgerOf } from './import-instruments.js';
import { certificatesOf, download, isSameFile, issue, revoke, verifyPublicly } from './issue.js';
import { mailsAbout, remindersOf } from './remind.js';
import type { Chapter } from './tale.js';
import { check, checkOwn, verify } from './verify.js';

/** Most PASS, one FAIL; another person checks. */
export const verifyInstruments: Chapter = {
  title: 'The verifier verifies, another person checks',
  play: async (tale) => {
    const { stage } = tale;
    tale.failingSerial =
      tale.imported.find(({ verificationMode }) => verificationMode === 'BRING_IN')?.serialNumber ?? '';
    tale.tasks = await verify(
      stage,
      tale.receipts.map(({ id }) => id),
      tale.failingSerial,
    );
    assert.equal(tale.tasks.length, tale.imported.length + 1);
    assert.ok(tale.tasks.every(({ status }) => status === 'TO_CHECK'));
    const refused = await checkOwn(stage, tale.tasks[0]!);
    assert.equal(refused.status, 403);
    await check(stage, tale.tasks);
  },
};

/** Certificates and one notice exist as PDFs; the public page confirms a genuine one and shows a revoked one as revoked. */
export const issueCertificates: Chapter = {
  title: 'The signatory issues, the enterprise downloads',
  play: async (tale) => {
    const { stage, clerk } = tale;
    await issue(stage, tale.newcomer.enterpriseName);
    tale.certificates = await certificatesOf(clerk, tale.tasks.length);
    const notices = tale.certificates.filter(({ kind }) => kind === 'RESULT_NOTICE');
    assert.deepEqual(
      notices.map(({ serialNumber, validUntil }) => [serialNumber, validUntil]),
      [[tale.failingSerial, null]],
    );
    const verified = tale.certificates.filter(({ kind }) => kind === 'VERIFICATION_CERTIFICATE');
    const scales = verified.filter(({ instrumentName }) => instrumentName === '电子汽车衡');
    for (const row of [...verified.slice(0, 2), scales[0]!, ...notices]) {
      const { certificate, pdf } = await download(stage, clerk, row);
      const token = certificate.verificationToken ?? '';
      const pages = await readPdf(pdf);
      assert.equal(pages[0]?.qr, `${stage.api.baseUrl}/verify/${token}`);
      for (const part of [row.number, row.serialNumber])
        assert.ok(pages[0]?.text.includes(part ?? ''), `${part}`);
      const genuine = await verifyPublicly(stage, token);
      assert.deepEqual([genuine.status, genuine.number], ['ISSUED', row.number]);
      assert.equal(await isSameFile(stage, token, pdf), true);
    }
    const revoked = await revoke(stage, scales[0]!);
    const shown = await verifyPublicly(stage, revoked.verificationToken ?? '');
    assert.deepEqual([shown.status, shown.revokedReason], ['REVOKED', revoked.reason]);
  },
};

const DUE = /即将到期/;

/** When the next cycle is due the worker reminds once, in the inbox and by e-mail; booking needs no new filing. */
export const remind: Chapter = {
  title: 'The next cycle is due',
  play: async (tale) => {
    const { stage, clerk } = tale;
    const dispensers = tale.certificates.filter(({ instrumentName }) => instrumentName === '燃油加油机');
    const last =
      dispensers
        .map(({ validUntil }) => validUntil ?? '')
        .sort()
        .at(-1) ?? '';
    const opens = addMonths(last, -1);
    await moveClockTo(stage, opens);
    const [reminder, ...more] = await remindersOf(clerk, DUE);
    const due = (await ledgerOf(clerk)).filter(({ validityStatus }) => validityStatus === 'DUE_SOON');
    assert.deepEqual(more, []);
    assert.ok(reminder?.title.startsWith(`${due.length} 台`), reminder?.title);
    stage.journal.say(`${reminder?.createdAt}: ${reminder?.title}`);
    // The scan of the same day once more, and the one of the day after: neither finds what was reminded already.
    await moveClockTo(stage, opens);
    await moveClockBy(stage, 1);
    if (tale.mailsTo) assert.equal((await mailsAbout(tale.mailsTo, tale.newcomer.email, DUE)).length, 1);
    const renewed = await book(
      stage,
      clerk,
      dispensers.map(({ instrumentId }) => instrumentId),
    );
    assert.ok(renewed.every(({ status }) => status === 'PENDING'));
    assert.equal((await remindersOf(clerk, DUE)).length, 1);
    assert.ok((await today(stage)) === addDays(opens, 1));
  },
};

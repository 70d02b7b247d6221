import { strict as assert } from 'node:assert';
import { addDays } from '@quanheng/domain';
import { book, bookInVain } from './book.js';
import { moveClockBy, moveClockTo, today } from './cast.js';
import { confirm, proposeAnother } from './confirm.js';
import { approveAll, correct, file, returnOne } from './file.js';
import {
  addByHand,
  anInstrument,
  commit,
  copy,
  ledgerOf,
  mend,
  refuseDuplicate,
  upload,
  wrongRows,
} from './import-instruments.js';
import { DUPLICATE, ledgerRows, WRONG_CELLS, withMistakes } from './ledger-rows.js';
import { print } from './print.js';
import { receive, scanUnbooked, slipOf } from './receive.js';
import * as registering from './register.js';
import type { Chapter } from './tale.js';
import { FIRST_ROW } from './workbook.js';

const DAYS_AFTER_WHICH_A_FILING_IS_UNUSED = 11;

/** An enterprise registers with its papers; the reviewer returns it once with reasons, then approves it. */
export const register: Chapter = {
  title: 'An enterprise registers',
  play: async (tale) => {
    const { stage, newcomer } = tale;
    const registrant = await registering.beginRegistration(stage, newcomer);
    await registering.fillIn(stage, registrant, newcomer);
    await registering.handInPapers(stage, registrant, newcomer);
    const returned = await registering.returnForCorrection(
      stage,
      await registering.submit(stage, registrant),
    );
    assert.equal(returned.status, 'RETURNED');
    const corrected = await registering.correctRegistration(stage, registrant);
    tale.clerk = await registering.approve(stage, corrected, newcomer);
    assert.ok(tale.clerk.account?.roles.includes('ENTERPRISE_ADMIN'));
  },
};

/** 200 instruments come from the filled template; wrong cells are named and mended; one by hand, one by copy. */
export const importInstruments: Chapter = {
  title: 'The clerk imports 200 instruments',
  play: async (tale) => {
    const { stage, newcomer, clerk } = tale;
    const right = ledgerRows(newcomer.mark, await today(stage));
    const batch = await upload(stage, clerk, withMistakes(right));
    assert.equal(batch.status, 'READY', JSON.stringify(batch.failure));
    assert.equal(batch.counts?.total, right.length);
    const wrong = await wrongRows(stage, clerk, batch);
    assert.deepEqual(
      wrong.map(({ rowNumber }) => rowNumber),
      [...WRONG_CELLS.map(({ row }) => row), DUPLICATE.row].map((row) => row + FIRST_ROW),
    );
    for (const { row, field, wrong: value } of WRONG_CELLS) {
      const findings = wrong.find(({ rowNumber }) => rowNumber === row + FIRST_ROW)?.findings ?? [];
      const finding = findings.find((each) => each.field === field && each.level === 'ERROR');
      assert.equal(finding?.value, value);
    }
    const misspelt = wrong.find(({ rowNumber }) => rowNumber === (WRONG_CELLS[0]?.row ?? 0) + FIRST_ROW);
    assert.match(misspelt?.findings[0]?.message ?? '', /1（国产）、2（进口）/);
    assert.equal(wrong.at(-1)?.duplicateRow, DUPLICATE.of + FIRST_ROW);
    for (const row of wrong) {
      const mended = await mend(clerk, batch, row, right[row.rowNumber - FIRST_ROW] ?? {});
      assert.notEqual(mended.level, 'ERROR');
    }
    const done = await commit(stage, clerk, batch);
    assert.deepEqual([done.status, done.created], ['COMPLETED', right.length]);
    tale.imported = await ledgerOf(clerk, batch.id);
    assert.equal(tale.imported.length, right.length);
    const input = { ...anInstrument(newcomer.mark), validUntil: addDays(await today(stage), 240) };
    tale.byHand = await addByHand(stage, clerk, input);
    tale.byCopy = await copy(stage, clerk, tale.byHand, `${newcomer.mark}-COPY`);
    const duplicate = await refuseDuplicate(stage, clerk, input);
    assert.deepEqual([duplicate.status, duplicate.problem.code], [409, 'instrument.duplicate']);
  },
};

/** Filed with the institution; most items are approved, one is returned with what to correct. */
export const fileInstruments: Chapter = {
  title: 'The clerk files them with the institution',
  play: async (tale) => {
    const { stage, clerk } = tale;
    await approveAll(stage, await file(stage, clerk, [tale.byHand.id, tale.byCopy.id]));
    await moveClockBy(stage, DAYS_AFTER_WHICH_A_FILING_IS_UNUSED);
    const filing = await file(
      stage,
      clerk,
      tale.imported.map(({ id }) => id),
    );
    const returned = await returnOne(stage, filing);
    const decided = await approveAll(stage, filing);
    assert.deepEqual([decided.status, decided.counts.RETURNED], ['NEEDS_CORRECTION', 1]);
    tale.filing = await correct(stage, clerk, filing, returned);
    assert.deepEqual([tale.filing.status, tale.filing.counts.APPROVED], ['APPROVED', tale.imported.length]);
  },
};

/** 送检 for some, 现场 for others; one outside its window is refused with the reason and the way out. */
export const bookInstruments: Chapter = {
  title: 'The clerk books them',
  play: async (tale) => {
    const { stage, clerk } = tale;
    const notYet = await bookInVain(stage, clerk, tale.byHand.id);
    assert.deepEqual([notYet.status, notYet.problem.code], [409, 'appointment.window-not-open']);
    const lapsed = await bookInVain(stage, clerk, tale.byCopy.id);
    // Whether the nightly run has marked the filing yet or not.
    assert.deepEqual([lapsed.status, lapsed.problem.code], [409, 'appointment.filing-lapsed']);
    assert.match(lapsed.problem.detail, /重新提交备案/);
    await approveAll(stage, await file(stage, clerk, [tale.byCopy.id]));
    const ids = [...tale.imported, tale.byCopy].map(({ id }) => id);
    tale.appointments = await book(stage, clerk, ids);
    assert.deepEqual([...new Set(tale.appointments.map(({ mode }) => mode))].sort(), ['BRING_IN', 'ON_SITE']);
    assert.equal(
      tale.appointments.reduce((sum, { itemCount }) => sum + itemCount, 0),
      ids.length,
    );
  },
};

/** The scheduler confirms with department and verifier, and proposes another half-day for one. */
export const confirmAppointments: Chapter = {
  title: 'The scheduler confirms',
  play: async (tale) => {
    const { stage, clerk } = tale;
    const moved = tale.appointments.findLastIndex(({ mode }) => mode === 'ON_SITE');
    for (const [index, appointment] of tale.appointments.entries()) {
      const settled = await (index === moved
        ? proposeAnother(stage, clerk, appointment)
        : confirm(stage, appointment));
      assert.equal(settled.status, 'CONFIRMED');
      if (settled.mode === 'ON_SITE') assert.ok(settled.verifierId);
      tale.appointments[index] = settled;
    }
    assert.notEqual(tale.appointments[moved]?.date, undefined);
  },
};

/** The appointment form: two copies, Chinese text, and codes that a reader decodes. */
export const printForms: Chapter = {
  title: 'The clerk prints the appointment forms',
  play: async (tale) => {
    tale.formCodes = new Map();
    for (const appointment of tale.appointments) {
      const { copies, text } = await print(tale.stage, tale.clerk, appointment);
      assert.equal(copies.length, 2);
      for (const part of ['第一联', '第二联', '预约单', tale.newcomer.enterpriseName])
        assert.ok(text.includes(part), part);
      for (const { qr, code128 } of copies) {
        assert.equal(code128, appointment.caseNumber);
        assert.equal(qr, `${tale.stage.api.baseUrl}/q/${appointment.caseNumber}`);
        tale.formCodes.set(appointment.id, qr ?? '');
      }
    }
  },
};

/** On the booked day the counter receives by the form's code; nobody receives what was not filed and booked. */
export const receiveInstruments: Chapter = {
  title: 'The counter receives',
  play: async (tale) => {
    const { stage } = tale;
    const refused = await scanUnbooked(stage, tale.byHand.serialNumber);
    assert.deepEqual([refused.status, refused.problem.code], [409, 'receipt.not-booked']);
    tale.receipts = [];
    for (const { id, date, mode, itemCount } of tale.appointments.toSorted((a, b) =>
      a.date < b.date ? -1 : 1,
    )) {
      if ((await today(stage)) !== date) await moveClockTo(stage, date);
      const who = mode === 'BRING_IN' ? stage.cast.counter : stage.cast.verifier;
      const receipt = await receive(stage, who, tale.formCodes.get(id) ?? '');
      assert.deepEqual([receipt.received, receipt.appointmentStatus], [itemCount, 'RECEIVED']);
      tale.receipts.push(receipt);
    }
    const slip = await slipOf(stage, tale.receipts[0]!);
    assert.ok(slip.length > 0);
  },
};

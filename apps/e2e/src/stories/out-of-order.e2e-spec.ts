import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  appointmentBook,
  appointmentForm,
  appointmentMoveAccept,
  appointmentMoveConfirm,
  filingDecisionApprove,
  filingDecisionReturn,
  filingItems,
  filingSubmit,
  instrumentChange,
  instrumentFind,
  instrumentRemove,
  receiptCreate,
  receiptLookup,
  registrationReviewApprove,
  registrationReviewReturn,
  registrationSubmit,
  registrationUpdate,
  type AppointmentBody,
  type AppointmentDto,
  type FilingDto,
  type FilingItemDto,
  type InstrumentDto,
  type RegistrationDto,
} from '@quanheng/api-client';
import { answer, once, onVersion, openApi, type Person } from '../client/person.js';
import { startInstance, type Instance } from '../instance/start-instance.js';
import { book } from '../story/book.js';
import { setStage, type Stage } from '../story/cast.js';
import { confirm } from '../story/confirm.js';
import { approveAll, file } from '../story/file.js';
import { addByHand, anInstrument } from '../story/import-instruments.js';
import { silentJournal } from '../story/journal.js';
import { aNewcomer } from '../story/newcomer.js';
import * as registering from '../story/register.js';
import { refused } from './refused.js';

// File first, then book, then verify (`domain.md`): each step is asked for too early, twice, or by the wrong person.
// Real: API, worker, PostgreSQL, Chromium.
jest.setTimeout(180_000);

let instance: Instance;
let stage: Stage;
beforeAll(async () => {
  instance = await startInstance();
  stage = await setStage(await openApi(instance.baseUrl), silentJournal);
});
afterAll(() => instance?.stop());

const newcomer = aNewcomer();
const pathOf = ({ id }: { id: string }) => ({ id });
let registrant: Person & { id: string };
let clerk: Person;

describe('registration', () => {
  let submitted: RegistrationDto;

  it('is not complete without its data, then without its papers', async () => {
    registrant = await registering.beginRegistration(stage, newcomer);
    const { client } = registrant;
    const empty = { client, path: pathOf(registrant), headers: onVersion(1) };
    await refused(registrationSubmit(empty), 409, 'registration.incomplete');
    await registering.fillIn(stage, registrant, newcomer);
    const bare = { client, path: pathOf(registrant), headers: onVersion(2) };
    const problem = await refused(registrationSubmit(bare), 409, 'registration.paper-missing');
    expect(problem.detail).toContain('营业执照');
  });

  it('lets nobody work before it is approved', async () => {
    const { client } = registrant;
    await refused(instrumentFind({ client }), 403, 'access.forbidden');
    await refused(
      filingSubmit({ client, headers: once(), body: { institutionId: stage.institution.id } }),
      403,
      'access.forbidden',
    );
  });

  it('is reviewed by the institution, once it was submitted, and only once', async () => {
    const reviewer = { client: stage.cast.reviewer.client, path: pathOf(registrant) };
    await refused(registrationReviewApprove({ ...reviewer, headers: onVersion(2) }), 404, 'record.not-found');
    await registering.handInPapers(stage, registrant, newcomer);
    submitted = await registering.submit(stage, registrant);
    const own = {
      client: registrant.client,
      path: pathOf(registrant),
      headers: onVersion(submitted.version),
    };
    await refused(registrationReviewApprove(own), 403, 'access.forbidden');
    await refused(
      registrationUpdate({ ...own, body: { address: '演示' } }),
      409,
      'workflow.move-not-allowed',
    );
    const stale = { ...reviewer, headers: onVersion(submitted.version - 1) };
    await refused(registrationReviewApprove(stale), 412, 'record.stale');
    const blank = { ...reviewer, headers: onVersion(submitted.version), body: { comments: [] } };
    await refused(registrationReviewReturn(blank), 400, 'request.invalid');
    clerk = await registering.approve(stage, submitted, newcomer);
    const again = { ...reviewer, headers: onVersion(submitted.version + 1) };
    await refused(registrationReviewApprove(again), 409, 'workflow.move-not-allowed');
  });

  it('is one for each credit code', async () => {
    const double = { ...aNewcomer(), creditCode: newcomer.creditCode };
    const other = await registering.beginRegistration(stage, double);
    // Said as soon as it is typed, not after all the papers.
    const typing = registering.fillIn(stage, other, double);
    await expect(typing).rejects.toMatchObject({
      status: 409,
      problem: { code: 'registration.credit-code-exists' },
    });
  });
});

let instrument: InstrumentDto;
let filing: FilingDto;

const booking = (mode: AppointmentBody['mode'] = 'BRING_IN'): AppointmentBody => ({
  institutionId: stage.institution.id,
  mode,
  siteId: stage.institution.sites[0]?.id,
  date: '2099-01-01',
  halfDay: 'AM',
  contactPerson: '演示经办人',
  contactPhone: '13800000000',
  instrumentIds: [instrument.id],
});

describe('filing', () => {
  it('comes before booking', async () => {
    instrument = await addByHand(stage, clerk, anInstrument(newcomer.mark));
    const early = appointmentBook({ client: clerk.client, headers: once(), body: booking() });
    const problem = await refused(early, 409, 'appointment.not-filed');
    expect(problem.detail).toContain(instrument.serialNumber);
  });

  it('comes before receiving', async () => {
    const { client } = stage.cast.counter;
    await refused(
      receiptLookup({ client, query: { code: instrument.serialNumber } }),
      409,
      'receipt.not-booked',
    );
  });

  it('is open once for an instrument, decided by the reviewer, with a reason where it is returned', async () => {
    filing = await file(stage, clerk, [instrument.id]);
    const body = { institutionId: stage.institution.id, instrumentIds: [instrument.id] };
    await refused(filingSubmit({ client: clerk.client, headers: once(), body }), 409, 'filing.open-exists');
    const item = await itemOf(filing);
    const path = { id: filing.id, itemId: item.id };
    const headers = onVersion(item.version);
    await refused(
      filingDecisionApprove({ client: clerk.client, path, headers, body: {} }),
      403,
      'workflow.role-not-allowed',
    );
    const { client } = stage.cast.reviewer;
    await refused(filingDecisionReturn({ client, path, headers, body: {} }), 400, 'filing.reason-required');
    await refused(
      filingDecisionApprove({ client, path, headers: onVersion(item.version + 1), body: {} }),
      412,
      'record.stale',
    );
  });

  it('needs If-Match and Idempotency-Key', async () => {
    const { client } = stage.cast.reviewer;
    const path = { id: filing.id, itemId: (await itemOf(filing)).id };
    const without = (headers: object) =>
      filingDecisionApprove({ client, path, headers: headers as never, body: {} });
    await refused(without(once()), 428, 'request.if-match-required');
    await refused(without({ 'If-Match': '"v1"' }), 400, 'request.idempotency-key-required');
  });

  it('is decided once, keeps what identifies the instrument, and keeps the instrument', async () => {
    await approveAll(stage, filing);
    const item = await itemOf(filing);
    const decided = { path: { id: filing.id, itemId: item.id }, headers: onVersion(item.version), body: {} };
    await refused(
      filingDecisionApprove({ client: stage.cast.reviewer.client, ...decided }),
      409,
      'workflow.move-not-allowed',
    );
    const body = { institutionId: stage.institution.id, instrumentIds: [instrument.id] };
    await refused(filingSubmit({ client: clerk.client, headers: once(), body }), 409, 'filing.already-filed');
    const { version } = await readInstrument();
    const own = { client: clerk.client, path: pathOf(instrument), headers: { 'If-Match': `"v${version}"` } };
    await refused(instrumentChange({ ...own, body: { serialNumber: 'X' } }), 409, 'instrument.field-locked');
    await refused(instrumentRemove(own), 409, 'instrument.ever-filed');
  });
});

async function itemOf({ id }: FilingDto): Promise<FilingItemDto> {
  const { items } = await answer(filingItems({ client: stage.cast.reviewer.client, path: { id } }));
  return items[0]!;
}

async function readInstrument() {
  const { items } = await answer(
    instrumentFind({ client: clerk.client, query: { q: instrument.serialNumber } }),
  );
  return items[0]!;
}

let appointment: AppointmentDto;

describe('booking', () => {
  it('is in the mode of the instrument, and once', async () => {
    const onSite = { ...booking('ON_SITE'), siteId: undefined, address: '演示路 8 号' };
    await refused(
      appointmentBook({ client: clerk.client, headers: once(), body: onSite }),
      409,
      'appointment.mode-differs',
    );
    [appointment] = (await book(stage, clerk, [instrument.id])) as [AppointmentDto];
    await refused(
      appointmentBook({ client: clerk.client, headers: once(), body: booking() }),
      409,
      'appointment.already-booked',
    );
  });

  it('is confirmed by the scheduler, before it is printed or received', async () => {
    const path = pathOf(appointment);
    const headers = onVersion(appointment.version);
    await refused(appointmentForm({ client: clerk.client, path }), 409, 'appointment.form-not-ready');
    await refused(
      appointmentMoveConfirm({ client: clerk.client, path, headers, body: {} }),
      403,
      'workflow.role-not-allowed',
    );
    await refused(
      appointmentMoveAccept({ client: clerk.client, path, headers }),
      409,
      'workflow.move-not-allowed',
    );
    const body = { appointmentId: appointment.id, items: await expectedItems() };
    await refused(
      receiptCreate({ client: stage.cast.counter.client, headers, body }),
      409,
      'receipt.not-confirmed',
    );
    appointment = await confirm(stage, appointment);
    const twice = {
      client: stage.cast.scheduler.client,
      path,
      headers: onVersion(appointment.version),
      body: {},
    };
    await refused(appointmentMoveConfirm(twice), 409, 'workflow.move-not-allowed');
  });
});

async function expectedItems() {
  const { client } = stage.cast.counter;
  const { items } = await answer(receiptLookup({ client, query: { code: appointment.caseNumber } }));
  return items.map(({ id }) => ({ appointmentItemId: id, outcome: 'RECEIVED' as const }));
}

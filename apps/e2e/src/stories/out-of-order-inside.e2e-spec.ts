import { afterAll, beforeAll, describe, it, jest } from '@jest/globals';
import {
  certificateFile,
  certificateFind,
  certificateGet,
  certificateIssue,
  certificateRevoke,
  receiptCreate,
  receiptLookup,
  taskCheck,
  taskFind,
  taskRecord,
  taskStart,
  taskSubmit,
  type AppointmentDto,
  type CertificateRowDto,
  type TaskRowDto,
} from '@quanheng/api-client';
import { answer, onVersion, openApi, type Person } from '../client/person.js';
import { startInstance, type Instance } from '../instance/start-instance.js';
import { book } from '../story/book.js';
import { moveClockTo, setStage, type Stage } from '../story/cast.js';
import { confirm } from '../story/confirm.js';
import { approveAll, file } from '../story/file.js';
import { addByHand, anInstrument } from '../story/import-instruments.js';
import { silentJournal } from '../story/journal.js';
import { aNewcomer } from '../story/newcomer.js';
import { enrol } from '../story/one-instrument.js';
import { receive } from '../story/receive.js';
import { check, verify } from '../story/verify.js';
import { refused } from './refused.js';

// Inside the institution: received, verified, checked, signed, in this order and each by its own person.
// Real: API, worker, PostgreSQL, Chromium.
jest.setTimeout(180_000);
const newcomer = aNewcomer();

let instance: Instance;
let stage: Stage;
let clerk: Person;
let appointment: AppointmentDto;

beforeAll(async () => {
  instance = await startInstance();
  stage = await setStage(await openApi(instance.baseUrl), silentJournal);
  clerk = await enrol(stage, newcomer);
  const instrument = await addByHand(stage, clerk, anInstrument(newcomer.mark));
  await approveAll(stage, await file(stage, clerk, [instrument.id]));
  const [booked] = await book(stage, clerk, [instrument.id]);
  appointment = await confirm(stage, booked!);
});
afterAll(() => instance?.stop());

let receiptId: string;

describe('receiving', () => {
  const receiving = async (who: Person, outcome: 'RECEIVED' | 'REFUSED' = 'RECEIVED') => {
    const { client } = stage.cast.counter;
    const { items } = await answer(receiptLookup({ client, query: { code: appointment.caseNumber } }));
    const body = {
      appointmentId: appointment.id,
      items: items.map(({ id }) => ({ appointmentItemId: id, outcome })),
    };
    return receiptCreate({ client: who.client, headers: onVersion(appointment.version), body });
  };

  it('is for the booked day, by the counter, with a reason where something is refused', async () => {
    await refused(receiving(stage.cast.counter), 409, 'receipt.other-day');
    await moveClockTo(stage, appointment.date);
    await refused(receiving(clerk), 403, 'access.forbidden');
    await refused(receiving(stage.cast.reviewer), 403, 'workflow.role-not-allowed');
    await refused(receiving(stage.cast.counter, 'REFUSED'), 400, 'receipt.reason-required');
  });

  it('happens once', async () => {
    receiptId = (await receive(stage, stage.cast.counter, appointment.caseNumber)).id;
    await refused(receiving(stage.cast.counter), 412, 'record.stale');
  });
});

describe('verification', () => {
  const readTask = async (): Promise<TaskRowDto> => {
    const { items } = await answer(taskFind({ client: stage.cast.verifier.client, query: { receiptId } }));
    return items[0]!;
  };
  const by = async (who: Person) => {
    const { id, version } = await readTask();
    return { client: who.client, path: { id }, headers: onVersion(version) };
  };

  it('is begun by a verifier, who submits no empty record', async () => {
    const { verifier, checker } = stage.cast;
    await refused(taskStart(await by(checker)), 403, 'workflow.role-not-allowed');
    await refused(taskSubmit(await by(verifier)), 409, 'workflow.move-not-allowed');
    const pass = { decision: 'pass' as const };
    await refused(taskCheck({ ...(await by(checker)), body: pass }), 409, 'workflow.move-not-allowed');
    await answer(taskStart(await by(verifier)));
    await refused(taskSubmit(await by(verifier)), 409, 'verification.record-incomplete');
    const tomorrow = { ...(await by(verifier)), body: { verifiedOn: '2099-01-01' } };
    await refused(taskRecord(tomorrow), 400, 'verification.date-in-future');
  });

  it('is checked by another person, and returned with what to correct', async () => {
    await verify(stage, [receiptId], '');
    const pass = { decision: 'pass' as const };
    await refused(
      taskCheck({ ...(await by(stage.cast.verifier)), body: pass }),
      403,
      'workflow.role-not-allowed',
    );
    await refused(
      taskRecord({ ...(await by(stage.cast.verifier)), body: {} }),
      409,
      'workflow.move-not-allowed',
    );
    const bare = { decision: 'return' as const };
    await refused(
      taskCheck({ ...(await by(stage.cast.checker)), body: bare }),
      400,
      'verification.reason-required',
    );
  });
});

describe('the certificate', () => {
  let draft: CertificateRowDto;
  const by = ({ client }: Person) => ({ client, path: { id: draft.id }, headers: onVersion(draft.version) });

  it('is a draft of the institution until it is signed', async () => {
    const { items: tasks } = await answer(
      taskFind({ client: stage.cast.checker.client, query: { receiptId } }),
    );
    await check(stage, tasks);
    const { items } = await answer(
      certificateFind({ client: stage.cast.signatory.client, query: { view: 'DRAFT' } }),
    );
    draft = items[0]!;
    await refused(certificateGet({ client: clerk.client, path: { id: draft.id } }), 404, 'record.not-found');
    await refused(certificateFile({ client: clerk.client, path: { id: draft.id } }), 404, 'record.not-found');
  });

  it('is signed by the signatory alone, once, and revoked only once it was issued', async () => {
    const { verifier, checker, signatory } = stage.cast;
    for (const who of [verifier, checker]) {
      await refused(certificateIssue(by(who)), 403, 'workflow.role-not-allowed');
    }
    const reason = { reason: '演示' };
    await refused(certificateRevoke({ ...by(signatory), body: reason }), 409, 'workflow.move-not-allowed');
    draft = await answer(certificateIssue(by(signatory)));
    await refused(certificateIssue(by(signatory)), 409, 'workflow.move-not-allowed');
    await refused(certificateRevoke({ ...by(signatory), body: { reason: '' } }), 400, 'request.invalid');
    await refused(certificateRevoke({ ...by(verifier), body: reason }), 403, 'workflow.role-not-allowed');
  });
});

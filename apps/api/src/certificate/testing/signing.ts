import { InstrumentEntity, systemContext } from '@quanheng/database';
import { toBusinessDate } from '@quanheng/domain';
import type { ApiUnderTest, SignedIn } from '../../testing/api-under-test.js';
import type { Booked, Institute } from '../../verification/testing/institute.js';

export interface Draft {
  id: string;
  version: number;
  instrumentId: string;
  [field: string]: unknown;
}

const PASSED = [{ item: '示值误差', requirement: '±0.026 MPa', result: '+0.008 MPa', pass: true }];
const FAILED = [{ ...PASSED[0], result: '+0.090 MPa', pass: false }];

let serial = 0;

/** What a test of certificates does again and again at an institute. */
export function signing(api: ApiUnderTest, at: Institute) {
  /** Received, recorded and checked: a draft of each, waiting for the signatory. */
  async function drafts(conclusions: ('PASS' | 'FAIL')[], item: Partial<Booked> = {}): Promise<Draft[]> {
    const booking = await at.book(conclusions.map(() => ({ serialNumber: `C-${++serial}`, ...item })));
    const items = booking.itemIds.map((appointmentItemId) => ({ appointmentItemId, outcome: 'RECEIVED' }));
    const receipt = await at.counter.post(
      '/receipts',
      { appointmentId: booking.id, items, otherDayConfirmed: true },
      { version: 1 },
    );
    const ids = receipt.body.items.map((row: { taskId: string }) => row.taskId) as string[];
    const at1 = (version: number) => ids.map((id) => ({ id, version }));
    const failures = ids.filter((_, index) => conclusions[index] === 'FAIL');
    await at.verifier.post('/tasks/batch-record', {
      items: at1(1),
      record: {
        regulation: 'JJG 52-2013',
        standardIds: [at.standardId],
        temperature: '20.5 ℃',
        humidity: '52 %RH',
        results: PASSED,
        conclusion: 'PASS',
        verifiedOn: toBusinessDate(api.test.clock.now()),
      },
      exceptions: failures.map((id) => ({ id, conclusion: 'FAIL', results: FAILED })),
    });
    await at.verifier.post('/tasks/decisions', { action: 'submit', items: at1(2) });
    await at.checker.post('/tasks/decisions', { action: 'pass', items: at1(3) });
    return Promise.all(
      ids.map(async (id) => {
        const task = (await at.verifier.get(`/tasks/${id}`)).body;
        return (await at.signatory.get(`/certificates/${task.certificateId}`)).body as Draft;
      }),
    );
  }

  const issue = (who: SignedIn, { id, version }: Draft) =>
    who.post(`/certificates/${id}/issue`, {}, { version });

  async function issued(conclusion: 'PASS' | 'FAIL' = 'PASS', item: Partial<Booked> = {}): Promise<Draft> {
    const [draft] = (await drafts([conclusion], item)) as [Draft];
    return (await issue(at.signatory, draft)).body as Draft;
  }

  const revoke = ({ id, version }: Draft, reason = '结果有误') =>
    at.signatory.post(`/certificates/${id}/revoke`, { reason }, { version });

  const instrument = (id: string) =>
    api.test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(InstrumentEntity, { id }));

  const check = (token: unknown) => api.request().get(`/api/v1/verify/${String(token)}`);

  return { drafts, issue, issued, revoke, instrument, check };
}

export type Signing = ReturnType<typeof signing>;

import type { SignedIn } from '../../testing/api-under-test.js';
import type { ApiUnderTest } from '../../testing/api-under-test.js';
import { systemContext } from '@quanheng/database';
import type { Booked, Booking, Institute } from './institute.js';

export const RESULTS = [{ item: '示值误差', requirement: '±0.026 MPa', result: '+0.008 MPa', pass: true }];

export interface Task {
  id: string;
  version: number;
  [field: string]: unknown;
}

export interface Received {
  readonly booking: Booking;
  readonly tasks: Task[];
}

let serial = 0;

/** What a test of the laboratory does again and again at an institute. */
export function atWork(api: ApiUnderTest, at: Institute) {
  /** A complete record of a pass. */
  const record = (changes: object = {}) => ({
    regulation: 'JJG 52-2013',
    standardIds: [at.standardId],
    temperature: '20.5 ℃',
    humidity: '52 %RH',
    results: RESULTS,
    conclusion: 'PASS',
    grantedClass: '1.6 级',
    verifiedOn: '2026-11-23',
    ...changes,
  });

  const move = (who: SignedIn, task: Task, action: string, body: object = {}) =>
    who.post(`/tasks/${task.id}/${action}`, body, { version: task.version });

  /** Booked and received instruments: tasks that wait, in the order of the items. */
  async function received(...items: Partial<Booked>[]): Promise<Received> {
    const booking = await at.book(items.map((item) => ({ serialNumber: `T-${++serial}`, ...item })));
    const decided = booking.itemIds.map((appointmentItemId) => ({ appointmentItemId, outcome: 'RECEIVED' }));
    const body = { appointmentId: booking.id, items: decided };
    const receipt = await at.counter.post('/receipts', body, { version: 1 });
    const ids = receipt.body.items.map((item: { taskId: string }) => item.taskId) as string[];
    const tasks = await Promise.all(
      ids.map(async (id) => (await at.verifier.get(`/tasks/${id}`)).body as Task),
    );
    return { booking, tasks };
  }

  /** In the verifier's hands. */
  async function begun(...items: Partial<Booked>[]): Promise<Task[]> {
    const { tasks } = await received(...(items.length ? items : [{}]));
    return Promise.all(tasks.map(async (task) => (await move(at.verifier, task, 'start')).body as Task));
  }

  /** With the checker. */
  async function submitted(changes: object = {}): Promise<Task> {
    const [task] = (await begun()) as [Task];
    const recorded = await at.verifier.patch(`/tasks/${task.id}`, record(changes), task.version);
    return (await move(at.verifier, recorded.body, 'submit')).body as Task;
  }

  const one = <E>(entity: new () => E, id: string | undefined) =>
    api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(entity as never, { id } as never),
    ) as Promise<E>;

  return { record, move, received, begun, submitted, one };
}

export type AtWork = ReturnType<typeof atWork>;

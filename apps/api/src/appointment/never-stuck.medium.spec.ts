import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AppointmentEntity, InstrumentEntity, systemContext } from '@quanheng/database';
import { closeAppointment } from '@quanheng/operations';
import { moveClock, startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL; time's own moves are made as the worker makes them. Random walks of legal moves from a
// seed; after every step there must be a way on to a confirmed appointment: no instrument is ever stuck (`domain.md`).
const WALKS = 6;
const STEPS = 14;
const MONDAY = '2026-11-23';

let api: ApiUnderTest;
let institute: ArrangedInstitution;
let enterpriseId: string;
let clerk: SignedIn;
let reviewer: SignedIn;
let scheduler: SignedIn;
let days = 0;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institute = await arrangeInstitution(api.test, { capacity: 500 });
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId });
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId: institute.id });
  scheduler = await api.signIn({ roles: ['SCHEDULER'], institutionId: institute.id });
  await passDays(0);
});
afterAll(() => api.close());

/** Where the instrument stands: its open item, its open appointment. */
async function standing(id: string) {
  return api.test.database.read(systemContext(), async (tx) => {
    const instrument = await tx.manager.findOneByOrFail(InstrumentEntity, { id });
    const [item] = await tx.query<{ id: string; filing_id: string; status: string; version: number }>(
      'SELECT id, filing_id, status, version FROM filing_item WHERE id = $1',
      [instrument.openFilingItemId],
    );
    const [appointment] = await tx.query<{
      id: string;
      status: string;
      version: number;
      proposed_by: string;
    }>(
      `SELECT a.id, a.status, a.version, a.proposed_by FROM appointment a JOIN appointment_item i ON i.appointment_id = a.id
       WHERE i.id = $1`,
      [instrument.openAppointmentItemId],
    );
    return { instrument, item, appointment, today: tx.today };
  });
}
type Standing = Awaited<ReturnType<typeof standing>>;
type Step = () => PromiseLike<{ status: number }>;

async function passDays(count: number): Promise<{ status: number }> {
  days += count;
  await moveClock(api.test, new Date(Date.parse(`${MONDAY}T10:00:00+08:00`) + days * 86_400_000));
  return { status: 200 };
}

/** As the worker ends what was not confirmed, or nobody came for. */
async function endByTime(id: string, action: 'expire' | 'noShow'): Promise<{ status: number }> {
  await api.test.database.write(systemContext(), async (tx) => {
    const row = await tx.manager.findOneByOrFail(AppointmentEntity, { id });
    await closeAppointment(tx, row, { action, side: 'SYSTEM', roles: tx.context.roles });
  });
  return { status: 200 };
}

/** The third that is free, or one later. */
async function freeSlot(later = 0): Promise<{ date: string; halfDay: string }> {
  const query = `institutionId=${institute.id}&mode=BRING_IN&departmentId=${institute.gauges}&days=20`;
  const { body } = await clerk.get(`/appointments/slots?${query}`);
  const free = body.items.filter(
    (slot: { open: boolean; remaining: number }) => slot.open && slot.remaining > 0,
  );
  const { date, halfDay } = free[2 + later];
  return { date, halfDay };
}

async function book(id: string) {
  return clerk.post('/appointments', {
    institutionId: institute.id,
    mode: 'BRING_IN',
    ...(await freeSlot()),
    siteId: institute.siteId,
    contactPerson: '演示联系人',
    contactPhone: '13800000000',
    instrumentIds: [id],
  });
}

/** Everything that somebody, or time, may do now. */
function movesOf(id: string, { instrument, item, appointment }: Standing): Record<string, Step> {
  const moves: Record<string, Step> = { days: () => passDays(1), weeks: () => passDays(12) };
  const lifecycle = (action: string) => () =>
    clerk.post(`/instruments/${id}/${action}`, {}, { version: instrument.version });
  if (instrument.lifecycle !== 'ACTIVE') return { ...moves, activate: lifecycle('activate') };
  const decide = (who: SignedIn, action: string) => () =>
    who.post(
      `/filings/${item?.filing_id}/items/${item?.id}/${action}`,
      { comment: '演示' },
      { version: item?.version ?? 0 },
    );
  const move =
    (who: SignedIn, action: string, body: object = {}) =>
    () =>
      who.post(`/appointments/${appointment?.id}/${action}`, body, { version: appointment?.version ?? 0 });
  const elsewhere = (who: SignedIn, action: string) => async () =>
    move(who, action, { ...(await freeSlot(3)), reason: '演示' })();
  if (item?.status === 'SUBMITTED')
    for (const action of ['approve', 'return', 'reject']) moves[action] = decide(reviewer, action);
  if (item?.status === 'RETURNED') moves['submit'] = decide(clerk, 'submit');
  if (item) moves['withdraw'] = decide(clerk, 'withdraw');
  if (!item && !appointment)
    moves['file'] = () => clerk.post('/filings', { institutionId: institute.id, instrumentIds: [id] });
  if (!appointment) moves['book'] = () => book(id);
  if (!item && !appointment) moves['seal'] = lifecycle('seal');
  if (appointment?.status === 'PENDING') {
    moves['confirm'] = move(scheduler, 'confirm');
    moves['propose'] = elsewhere(scheduler, 'propose');
    moves['returnBooking'] = move(scheduler, 'return', { reason: '演示' });
    moves['expire'] = () => endByTime(appointment.id, 'expire');
  }
  if (appointment?.status === 'CONFIRMED') {
    moves['noShow'] = () => endByTime(appointment.id, 'noShow');
    moves['reschedule'] = elsewhere(clerk, 'reschedule');
    moves['rescheduleForThem'] = elsewhere(scheduler, 'reschedule');
  }
  if (appointment?.status === 'RESCHEDULE_PROPOSED') {
    const other = appointment.proposed_by === 'ENTERPRISE' ? scheduler : clerk;
    moves['accept'] = move(other, 'accept');
    moves['decline'] = move(other, 'decline', { reason: '演示' });
    moves['expire'] = () => endByTime(appointment.id, 'expire');
  } else if (appointment) moves['cancel'] = move(clerk, 'cancel');
  return moves;
}

/** The way on that a person would take: at most as many steps as there are stations. */
async function findWayOn(id: string): Promise<string[]> {
  const taken: string[] = [];
  for (let left = 8; left > 0; left -= 1) {
    const now = await standing(id);
    if (now.appointment?.status === 'CONFIRMED') return taken;
    const moves = movesOf(id, now);
    let done = '';
    for (const name of ['activate', 'confirm', 'accept', 'book', 'approve', 'submit', 'file', 'expire']) {
      const answer = moves[name] && (await moves[name]());
      if (answer && answer.status < 300) {
        done = name;
        break;
      }
    }
    taken.push(done);
    if (!done) return taken;
  }
  return [...taken, 'still not booked'];
}

/** A small generator, so that a failing walk can be walked again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

it.each(Array.from({ length: WALKS }, (_, index) => index + 1))(
  'walk %i: after every legal move there is a way on to a confirmed appointment',
  async (seed) => {
    const random = seeded(seed * 7919);
    const walked: string[] = [];
    const [id = ''] = await arrangeInstruments(api.test, enterpriseId, 1);
    for (let step = 0; step < STEPS; step += 1) {
      const moves = movesOf(id, await standing(id));
      const names = Object.keys(moves);
      const name = names[Math.floor(random() * names.length)] as string;
      const { status } = await moves[name]!();
      // Whatever is drawn may be refused (a window that is shut), never break.
      expect([name, status < 500]).toEqual([name, true]);
      walked.push(`${name} ${status}`);
      // Walking the way on is a leg of the walk itself; the next leg begins where it ends.
      if (step % 3 !== 2) continue;
      const way = await findWayOn(id);
      expect({ walked, way }).toEqual({ walked, way: way.filter(Boolean) });
      expect({ walked, at: (await standing(id)).appointment?.status }).toEqual({ walked, at: 'CONFIRMED' });
      walked.push(`→ ${way.join(' ')}`);
    }
  },
  120_000,
);

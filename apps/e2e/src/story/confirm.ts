import {
  appointmentFindSlots,
  appointmentGet,
  appointmentMoveAccept,
  appointmentMoveConfirm,
  appointmentMovePropose,
  institutionStaff,
  type AppointmentDto,
} from '@quanheng/api-client';
import { addDays } from '@quanheng/domain';
import { answer, onVersion, type Person } from '../client/person.js';
import type { Stage } from './cast.js';

/** Step 5, the scheduler: confirms the booked half-day; for 现场 with the verifier who will come. */
export async function confirm({ cast, journal }: Stage, { id, version, mode }: AppointmentDto) {
  const { client } = cast.scheduler;
  const body = mode === 'ON_SITE' ? { verifierId: await aVerifier(cast.scheduler) } : {};
  const confirmed = await answer(
    appointmentMoveConfirm({ client, path: { id }, headers: onVersion(version), body }),
  );
  journal.say(
    `confirmed ${confirmed.caseNumber}: ${confirmed.date} ${confirmed.halfDay}, ${confirmed.departmentName}` +
      (confirmed.verifierName ? `, ${confirmed.verifierName}` : ''),
  );
  return confirmed;
}

async function aVerifier({ client, account }: Person): Promise<string> {
  const { items } = await answer(institutionStaff({ client, query: { role: 'VERIFIER' } }));
  const [verifier] = items;
  if (!verifier) throw new Error(`${account?.institution?.name} has no verifier`);
  return verifier.id;
}

/** The scheduler proposes the next half-day with room instead; the clerk accepts. */
export async function proposeAnother(
  stage: Stage,
  clerk: Person,
  booked: AppointmentDto,
): Promise<AppointmentDto> {
  const { client } = stage.cast.scheduler;
  const { id, version, institutionId, mode, departmentId, date, halfDay, itemCount } = booked;
  const query = { institutionId, mode, departmentId, from: addDays(date, 1) };
  const { items } = await answer(appointmentFindSlots({ client, query }));
  const slot = items.find(({ open, remaining }) => open && remaining >= itemCount);
  if (!slot) throw new Error(`No other half-day holds ${itemCount}`);
  const proposed = await answer(
    appointmentMovePropose({
      client,
      path: { id },
      headers: onVersion(version),
      body: {
        date: slot.date,
        halfDay: slot.halfDay,
        verifierId: await aVerifier(stage.cast.scheduler),
        reason: '当日检定车已排满',
      },
    }),
  );
  const accepted = await answer(
    appointmentMoveAccept({ client: clerk.client, path: { id }, headers: onVersion(proposed.version) }),
  );
  stage.journal.say(
    `${accepted.caseNumber}: ${date} ${halfDay} was moved to ${accepted.date} ${accepted.halfDay}, and the clerk accepted`,
  );
  return answer(appointmentGet({ client: clerk.client, path: { id } }));
}

import {
  appointmentBook,
  appointmentPreview,
  type AppointmentBody,
  type AppointmentDto,
  type BookingGroupDto,
} from '@quanheng/api-client';
import { answer, once, refusal, type Person, type Refusal } from '../client/person.js';
import type { Stage } from './cast.js';

/** Step 4: books all of these instruments, in the groups and half-days that the platform proposes. */
export async function book(
  stage: Stage,
  { client }: Person,
  instrumentIds: string[],
): Promise<AppointmentDto[]> {
  const preview = await answer(appointmentPreview({ client, body: { instrumentIds } }));
  if (preview.bookable !== instrumentIds.length) {
    throw new Error(`Not all can be booked: ${JSON.stringify(preview.blocked.slice(0, 3))}`);
  }
  const booked: AppointmentDto[] = [];
  for (const group of preview.groups) {
    for (const part of group.parts) {
      const body = toBody(group, part, preview.contact.contactPhone);
      const appointment = await answer(appointmentBook({ client, headers: once(), body }));
      booked.push(appointment);
      stage.journal.say(
        `booked ${appointment.mode} ${appointment.date} ${appointment.halfDay}, ${appointment.itemCount} instruments, ` +
          `${appointment.departmentName}: ${appointment.caseNumber} (${appointment.id})`,
      );
    }
  }
  return booked;
}

type Part = BookingGroupDto['parts'][number];

function toBody(group: BookingGroupDto, part: Part, contactPhone: string): AppointmentBody {
  const { institutionId, mode, sites } = group;
  const place =
    mode === 'BRING_IN' ? { siteId: sites[0]?.id } : { address: '肇庆市端州区演示路 8 号，东门进' };
  return { institutionId, mode, ...place, ...part, contactPerson: '演示经办人', contactPhone };
}

/** Booking all the same what can't be booked today: the refusal names the instrument, why, and what then. */
export async function bookInVain(stage: Stage, { client }: Person, instrumentId: string): Promise<Refusal> {
  const preview = await answer(appointmentPreview({ client, body: { instrumentIds: [instrumentId] } }));
  const [blocked] = preview.blocked;
  if (!blocked) throw new Error('The preview does not warn');
  const site = stage.institution.sites[0];
  const body: AppointmentBody = {
    institutionId: stage.institution.id,
    mode: 'BRING_IN',
    siteId: site?.id,
    date: blocked.opensOn ?? '2099-01-01',
    halfDay: 'AM',
    contactPerson: '演示经办人',
    contactPhone: '13800000000',
    instrumentIds: [instrumentId],
  };
  const refused = await refusal(appointmentBook({ client, headers: once(), body }));
  stage.journal.say(`refused: ${refused.status} ${refused.problem.code} ${refused.problem.detail}`);
  return refused;
}

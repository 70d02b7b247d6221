import { AppointmentEntity, lockForMove, systemContext, type Database } from '@quanheng/database';
import { reofferAppointment } from './reoffer-appointment.js';

/** A booking stands in a closed half-day; one that waits for an answer, if the half-day it would move to is closed. */
const NEXT_AFFECTED = `SELECT a.id, s.closed_reason AS reason FROM appointment a
  JOIN slot s ON s.id = CASE WHEN a.status = 'RESCHEDULE_PROPOSED' THEN a.proposed_slot_id ELSE a.slot_id END
  WHERE a.institution_id = $1 AND a.status IN ('PENDING', 'CONFIRMED', 'RESCHEDULE_PROPOSED')
    AND s.closed_reason IS NOT NULL AND a.id > $2 ORDER BY a.id LIMIT 1 FOR UPDATE OF a`;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Offers another half-day to whoever is booked where days were closed, one transaction each; runs again without harm. */
export async function reofferClosed(
  database: Database,
  institutionId: string,
  options: { readonly requestId?: string | null; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const context = systemContext(options.requestId ?? null);
  for (let after = FIRST; after;) {
    options.signal?.throwIfAborted();
    const from = after;
    after = await database.write(context, async (tx) => {
      const [found] = await tx.query<{ id: string; reason: string }>(NEXT_AFFECTED, [institutionId, from]);
      if (!found) return '';
      await reofferAppointment(tx, await lockForMove(tx, AppointmentEntity, found.id, null), found.reason);
      return found.id;
    });
  }
}

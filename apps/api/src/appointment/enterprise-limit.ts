import { BookingRuleEntity, type Transaction } from '@quanheng/database';
import { DomainError, OPEN_APPOINTMENT_STATUSES, type BusinessDate, type LeftOfDay } from '@quanheng/domain';

/** What the institution lets one enterprise book for a day, as a function of the day; what is booked counts. */
export async function findLeftOfDay(
  tx: Transaction,
  institutionId: string,
): Promise<{ leftOfDay: LeftOfDay; limit: number | null }> {
  const rule = await tx.manager.findOneBy(BookingRuleEntity, { id: institutionId });
  const limit = rule?.maxPerEnterpriseDay ?? null;
  if (limit === null) return { leftOfDay: () => Infinity, limit };
  const rows = await tx.query<{ date: string; count: number }>(
    `SELECT date, sum(item_count)::int AS count FROM appointment
     WHERE enterprise_id = $1 AND institution_id = $2 AND date >= $3 AND status = ANY($4) GROUP BY date`,
    [tx.context.enterpriseId, institutionId, tx.today, OPEN_APPOINTMENT_STATUSES],
  );
  const booked = new Map(rows.map((row) => [row.date, row.count]));
  return { leftOfDay: (date) => limit - (booked.get(date) ?? 0), limit };
}

/**
 * Two bookings of one enterprise for one day wait for each other here, so that together they keep to the limit.
 * @throws DomainError `appointment.enterprise-limit`
 */
export async function assertWithinLimit(
  tx: Transaction,
  institutionId: string,
  date: BusinessDate,
  count: number,
): Promise<void> {
  if (tx.context.kind !== 'enterprise') return;
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [
    `${institutionId} ${tx.context.enterpriseId} ${date}`,
  ]);
  const { leftOfDay, limit } = await findLeftOfDay(tx, institutionId);
  const left = leftOfDay(date);
  if (left < count)
    throw new DomainError('appointment.enterprise-limit', {
      max: limit,
      left: Math.max(0, left),
      needed: count,
    });
}

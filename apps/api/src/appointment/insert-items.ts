import type { AppointmentEntity, Transaction } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';

/**
 * Instruments become items of an appointment, which holds them from now on; the first has this position. Answers the ids of
 * the items, in the order of the instruments.
 */
export async function insertItems(
  tx: Transaction,
  row: AppointmentEntity,
  instrumentIds: readonly string[],
  from = 0,
): Promise<string[]> {
  const items = instrumentIds.map((instrument_id, index) => ({
    id: uuidv7(),
    instrument_id,
    position: from + index,
  }));
  await tx.query(
    `WITH item AS (
       INSERT INTO appointment_item (id, version, appointment_id, enterprise_id, institution_id, instrument_id, position, status)
       SELECT id, 1, $2, $3, $4, instrument_id, position, 'EXPECTED'
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, instrument_id uuid, position integer) RETURNING id, instrument_id)
     UPDATE instrument SET open_appointment_item_id = item.id, version = version + 1, updated_at = $5
     FROM item WHERE instrument.id = item.instrument_id`,
    [JSON.stringify(items), row.id, row.enterpriseId, row.institutionId, tx.now],
  );
  return items.map(({ id }) => id);
}

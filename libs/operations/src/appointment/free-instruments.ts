import type { Transaction } from '@quanheng/database';

/**
 * Ends appointment items' hold on their instruments. `withWindow` gives the instruments window 4 from today: the item
 * ended without a result for a reason that isn't the enterprise's own (`domain.md` section 6).
 */
export async function freeInstruments(
  tx: Transaction,
  itemIds: readonly string[],
  options: { readonly withWindow: boolean },
): Promise<void> {
  await tx.query(
    `UPDATE appointment_item SET open = false, version = version + 1, updated_at = $2 WHERE id = ANY($1) AND open`,
    [itemIds, tx.now],
  );
  await tx.query(
    `UPDATE instrument SET open_appointment_item_id = NULL, version = version + 1, updated_at = $2,
       ended_without_result_on = CASE WHEN $3 THEN $4::date ELSE ended_without_result_on END
     WHERE id IN (SELECT id FROM instrument WHERE open_appointment_item_id = ANY($1) ORDER BY id FOR UPDATE)`,
    [itemIds, tx.now, options.withWindow, tx.today],
  );
}

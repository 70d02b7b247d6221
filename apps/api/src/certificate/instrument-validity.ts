import type { Transaction } from '@quanheng/database';
import type { BusinessDate } from '@quanheng/domain';

/**
 * Sets what an instrument owes to its certificates: of those issued and in force the one of the latest verification
 * counts. A PASS gives its validity, a FAIL clears it; without any certificate nothing is left (`domain.md` section 8).
 * @param revokedOn after a revocation: the day of the revoked verification. What came before it counts only if still valid
 */
export async function refreshInstruments(
  tx: Transaction,
  instrumentIds: readonly string[],
  revokedOn: BusinessDate | null = null,
): Promise<void> {
  if (instrumentIds.length === 0) return;
  await tx.query('SELECT id FROM instrument WHERE id = ANY($1) ORDER BY id FOR UPDATE', [instrumentIds]);
  await tx.query(
    `UPDATE instrument i SET valid_until = c.valid_until, last_verified_on = c.verified_on,
       valid_until_declared = false, failed = coalesce(c.conclusion = 'FAIL', false),
       verified_for_good = coalesce(c.conclusion = 'PASS' AND c.content->>'mode' <> 'PERIODIC', false),
       usage_state = CASE WHEN c.id IS NULL THEN i.usage_state ELSE 'IN_USE' END,
       version = i.version + 1, updated_at = $2
     FROM unnest($1::uuid[]) AS wanted(id) LEFT JOIN LATERAL (
       SELECT * FROM certificate c WHERE c.instrument_id = wanted.id AND c.status = 'ISSUED'
         AND ($3::date IS NULL OR c.verified_on > $3 OR c.valid_until IS NULL OR c.valid_until >= $4::date)
       ORDER BY c.verified_on DESC, c.issued_at DESC LIMIT 1) c ON true
     WHERE i.id = wanted.id`,
    [instrumentIds, tx.now, revokedOn, tx.today],
  );
}

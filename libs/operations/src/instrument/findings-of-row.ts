import type { ImportRowEntity } from '@quanheng/database';
import { duplicateLedgerFinding, duplicateRowFinding, type Finding } from '@quanheng/domain';

/** Everything to be said of a staged row, duplicates included. */
export function findingsOf(
  row: Pick<ImportRowEntity, 'findings' | 'duplicateRow' | 'duplicateId' | 'values'>,
): Finding[] {
  const serialNumber = row.values['serialNumber'] ?? '';
  return [
    ...row.findings,
    ...(row.duplicateRow === null ? [] : [duplicateRowFinding(row.duplicateRow, serialNumber)]),
    ...(row.duplicateId === null ? [] : [duplicateLedgerFinding(serialNumber)]),
  ];
}

import { finding, type Finding } from './import-row.finding.js';

/** Answers, row by row, with the earlier row that is the same instrument, or null. Holds one key a row in memory. */
export function duplicateFinder(): (rowNumber: number, identityKey: string | null) => number | null {
  const seen = new Map<string, number>();
  return (rowNumber, key) => {
    if (key === null) return null;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, rowNumber);
    return first ?? null;
  };
}

/** Said of a row whose four identity fields equal those of an earlier row of the file. */
export function duplicateRowFinding(row: number, serialNumber: string): Finding {
  return finding('serialNumber', 'ERROR', 'import.duplicate-row', serialNumber, { row });
}

/** Said of a row that the enterprise's ledger has already. */
export function duplicateLedgerFinding(serialNumber: string): Finding {
  return finding('serialNumber', 'ERROR', 'import.duplicate-ledger', serialNumber);
}

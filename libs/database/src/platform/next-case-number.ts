import { formatCaseNumber, type CaseKind } from '@quanheng/domain';
import type { Transaction } from './transaction.js';

/** The next case number of a kind for the transaction's business date, e.g. `A20261123-00042-9`. */
export async function nextCaseNumber(tx: Transaction, kind: CaseKind): Promise<string> {
  return formatCaseNumber(kind, tx.today, await tx.nextNumber(`${kind}:${tx.today}`));
}

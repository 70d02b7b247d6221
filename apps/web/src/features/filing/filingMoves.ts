import { actions, filingItemWorkflow, type FilingItemStatus, type Role } from '@quanheng/domain';

/** What a person does with an item; time lapses and supersedes. */
export const ITEM_MOVES = ['submit', 'approve', 'return', 'reject', 'withdraw'] as const;
export type ItemMove = (typeof ITEM_MOVES)[number];

/** The buttons of an item, as the workflow's table says. Without a status: Element Plus tries a column's slot with an empty row. */
export function filingItemMoves(status: FilingItemStatus | undefined, roles: readonly Role[]): ItemMove[] {
  if (!status) return [];
  const allowed: readonly string[] = actions(filingItemWorkflow, status, roles);
  return ITEM_MOVES.filter((move) => allowed.includes(move));
}

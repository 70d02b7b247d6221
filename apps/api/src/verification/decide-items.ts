import type { AppointmentItemEntity } from '@quanheng/database';
import {
  appointmentItemWorkflow,
  DomainError,
  next,
  type AppointmentItemAction,
  type AppointmentStatus,
  type FieldError,
  type Role,
} from '@quanheng/domain';
import type { Outcome, ReceivedItemDto } from './receipt.dto.js';

const ACTIONS: Record<Outcome, AppointmentItemAction> = {
  RECEIVED: 'receive',
  MISSING: 'miss',
  REFUSED: 'refuse',
};

/** Nothing is received without a confirmed booking ★; what is left of a part may come later. */
export function isReceivable(status: AppointmentStatus): boolean {
  return status === 'CONFIRMED' || status === 'PARTIALLY_RECEIVED';
}

/**
 * Changes the items as the counter decided and answers those.
 * @throws DomainError `receipt.no-items`, `receipt.item-not-in-appointment`, `receipt.reason-required`, or of the workflow
 */
export function decideItems(
  items: readonly AppointmentItemEntity[],
  decisions: readonly ReceivedItemDto[],
  roles: readonly Role[],
): AppointmentItemEntity[] {
  if (decisions.length === 0) throw new DomainError('receipt.no-items');
  const known = new Map(items.map((item) => [item.id, item]));
  const wrong = decisions.flatMap((decision, index) => findWrong(decision, index, known));
  if (wrong.length > 0) throw new DomainError(wrong[0]!.code, {}, wrong);
  return decisions.map((decision) => {
    const item = known.get(decision.appointmentItemId)!;
    item.status = next(appointmentItemWorkflow, item.status, ACTIONS[decision.outcome], roles);
    item.open = item.status === 'RECEIVED';
    item.reason = decision.reason || null;
    item.accessories = decision.accessories || null;
    item.appearance = decision.appearance || null;
    item.note = decision.note || null;
    return item;
  });
}

function findWrong(
  { appointmentItemId, outcome, reason }: ReceivedItemDto,
  index: number,
  known: ReadonlyMap<string, AppointmentItemEntity>,
): FieldError[] {
  const at = `/items/${index}`;
  if (!known.has(appointmentItemId))
    return [{ pointer: `${at}/appointmentItemId`, code: 'receipt.item-not-in-appointment' }];
  if (outcome !== 'RECEIVED' && !reason)
    return [{ pointer: `${at}/reason`, code: 'receipt.reason-required' }];
  return [];
}

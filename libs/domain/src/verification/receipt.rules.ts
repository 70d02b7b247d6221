import type { AppointmentItemStatus, AppointmentStatus } from '../appointment/appointment.workflow.js';
import type { ErrorCode } from '../platform/errors.js';
import type { RuleSettings } from '../platform/settings.js';
import type { TaskStatus } from './task.workflow.js';

/** By what right somebody takes instruments away: the code on the client's copy, or a signature at the desk. */
export const HAND_BACK_PROOFS = ['CODE', 'SIGNATURE'] as const;
export type HandBackProof = (typeof HAND_BACK_PROOFS)[number];

/** Items that lie at the institution and wait to go back to the client: verified, unable to be, or refused. */
export const RETURNABLE_ITEM_STATUSES: readonly AppointmentItemStatus[] = ['REFUSED', 'UNABLE', 'DONE'];

interface UndoFacts {
  readonly receivedAt: Date;
  readonly undoneAt: Date | null;
  /** Of the tasks that the receipt made. */
  readonly taskStatuses: readonly TaskStatus[];
  /** Whether something went back to the client, or what it freed is booked again. */
  readonly wentOn: boolean;
}

/** Until when a receipt can be taken back (`ux.md` section 12: 30 s). */
export function undoableUntil(receivedAt: Date, settings: Pick<RuleSettings, 'receiptUndoSeconds'>): Date {
  return new Date(receivedAt.getTime() + settings.receiptUndoSeconds * 1000);
}

/** Why a receipt can't be taken back: it was, somebody works on it, or the time is over. Null: it can. */
export function undoObstacle(
  { receivedAt, undoneAt, taskStatuses, wentOn }: UndoFacts,
  now: Date,
  settings: Pick<RuleSettings, 'receiptUndoSeconds'>,
): ErrorCode | null {
  if (undoneAt) return 'receipt.undone';
  if (wentOn || taskStatuses.some((status) => status !== 'WAITING')) return 'receipt.undo-begun';
  return now > undoableUntil(receivedAt, settings) ? 'receipt.undo-over' : null;
}

/**
 * Undoing isn't a move of the workflow: the receipt counts as not made, and the appointment is what it was before it, which
 * another receipt of the same form may have left partly received.
 */
export function statusWithout(others: number): AppointmentStatus {
  return others > 0 ? 'PARTIALLY_RECEIVED' : 'CONFIRMED';
}

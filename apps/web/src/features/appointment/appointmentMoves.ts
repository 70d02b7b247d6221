import {
  actions,
  appointmentWorkflow,
  type AppointmentAction,
  type AppointmentStatus,
  type Role,
} from '@quanheng/domain';

/** The moves that a person makes on the screen; receiving and time make the others. */
export const MOVES = ['confirm', 'accept', 'propose', 'reschedule', 'return', 'decline', 'cancel'] as const;
export type Move = Extract<AppointmentAction, (typeof MOVES)[number]>;

/** As the workflow's table says; a proposal is answered by the side that did not make it. The order is that of the buttons. */
export function appointmentMoves(
  status: AppointmentStatus,
  proposedBy: 'ENTERPRISE' | 'INSTITUTION' | null,
  roles: readonly Role[],
): Move[] {
  const allowed: readonly AppointmentAction[] = actions(appointmentWorkflow, status, roles);
  const side = roles.includes('SCHEDULER') ? 'INSTITUTION' : 'ENTERPRISE';
  const isMine = status === 'RESCHEDULE_PROPOSED' && proposedBy === side;
  return MOVES.filter(
    (move) => allowed.includes(move) && !(isMine && (move === 'accept' || move === 'decline')),
  );
}

/** What waits for the institution can be nudged by whoever writes for the enterprise. */
export function mayNudge(
  status: AppointmentStatus,
  proposedBy: 'ENTERPRISE' | 'INSTITUTION' | null,
  roles: readonly Role[],
): boolean {
  const isWriter = roles.includes('ENTERPRISE_ADMIN') || roles.includes('ENTERPRISE_CLERK');
  return (
    isWriter && (status === 'PENDING' || (status === 'RESCHEDULE_PROPOSED' && proposedBy === 'ENTERPRISE'))
  );
}

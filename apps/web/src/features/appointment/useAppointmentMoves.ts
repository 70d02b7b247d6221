import { useQueryCache } from '@pinia/colada';
import type { AppointmentDto } from '@quanheng/api-client';
import { actions, appointmentWorkflow, type AppointmentAction } from '@quanheng/domain';
import { useI18n } from 'vue-i18n';
import { api } from '../../app/api';
import { useSession } from '../../app/session';
import { useConfirm } from '../../shared/useConfirm';
import { useNotify } from '../../shared/useNotify';

/** The moves that a person makes here; receiving and time make the others. */
export type Move = Extract<
  AppointmentAction,
  'confirm' | 'propose' | 'return' | 'reschedule' | 'cancel' | 'accept' | 'decline'
>;
const MOVES: readonly Move[] = ['confirm', 'accept', 'propose', 'reschedule', 'return', 'decline', 'cancel'];

/** What may be done with an appointment by the one who looks, and doing it. */
export function useAppointmentMoves() {
  const { t } = useI18n();
  const session = useSession();
  const confirm = useConfirm();
  const notify = useNotify();
  const cache = useQueryCache();

  /** As the workflow's table says; a proposal is answered by the side that did not make it. */
  function movesOf(row: AppointmentDto): Move[] {
    // Element Plus tries a column's slot with an empty row.
    if (!row.status) return [];
    const allowed: string[] = actions(appointmentWorkflow, row.status, session.roles);
    const side = session.hasRole('SCHEDULER') ? 'INSTITUTION' : 'ENTERPRISE';
    const mine = row.proposedBy === side;
    return MOVES.filter(
      (move) => allowed.includes(move) && !(mine && (move === 'accept' || move === 'decline')),
    );
  }

  async function send(row: AppointmentDto, move: Move, body: object = {}): Promise<boolean> {
    try {
      await api.post(`/appointments/${row.id}/${move}`, body, { ifMatch: row.version });
      notify.success(t(`appointment.done.${move}`));
      return true;
    } catch (error) {
      notify.problem(error);
      return false;
    } finally {
      await reload();
    }
  }

  async function reload(): Promise<void> {
    await cache.invalidateQueries({ key: ['appointments'] });
    await cache.invalidateQueries({ key: ['todo-counts'] });
  }

  /** Return, decline and cancel: asked once more, with the reason. */
  async function end(row: AppointmentDto, move: 'return' | 'decline' | 'cancel'): Promise<boolean> {
    const values = { number: row.caseNumber, count: row.itemCount };
    const asked = await confirm({
      title: t(`appointment.action.${move}`),
      message: t(`appointment.${move}Confirm`, values),
      verb: t(`appointment.${move}Verb`, values),
      danger: true,
      reason: { label: t(`appointment.${move}Reason`), optional: !session.hasRole('SCHEDULER') },
    });
    return asked !== null && send(row, move, asked.reason ? { reason: asked.reason } : {});
  }
  return { movesOf, send, end, reload };
}

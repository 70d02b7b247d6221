import { useQueryCache } from '@pinia/colada';
import type { AppointmentDto } from '@quanheng/api-client';
import { useI18n } from 'vue-i18n';
import { api } from '../../app/api';
import { useSession } from '../../app/session';
import { useConfirm } from '../../shared/useConfirm';
import { useNotify } from '../../shared/useNotify';
import { appointmentMoves, mayNudge, type Move } from './appointmentMoves';

/** What may be done with an appointment by the one who looks, and doing it. */
export function useAppointmentMoves() {
  const { t } = useI18n();
  const session = useSession();
  const confirm = useConfirm();
  const notify = useNotify();
  const cache = useQueryCache();

  // Element Plus tries a column's slot with an empty row.
  const movesOf = (row: AppointmentDto): Move[] =>
    row.status ? appointmentMoves(row.status, row.proposedBy, session.roles) : [];
  const canNudge = (row: AppointmentDto): boolean =>
    Boolean(row.status) && mayNudge(row.status, row.proposedBy, session.roles);

  async function nudge(row: AppointmentDto): Promise<void> {
    try {
      await api.post(`/appointments/${row.id}/nudge`, {});
      notify.success(t('appointment.done.nudge'));
    } catch (error) {
      notify.problem(error);
    } finally {
      await reload();
    }
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
      ...(move === 'cancel' && { cancel: t('appointment.keep') }),
      reason: { label: t(`appointment.${move}Reason`), optional: !session.hasRole('SCHEDULER') },
    });
    return asked !== null && send(row, move, asked.reason ? { reason: asked.reason } : {});
  }
  return { movesOf, canNudge, nudge, send, end, reload };
}

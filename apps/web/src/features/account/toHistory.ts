import type { HistoryEventDto } from '../../app/client';
import type { HistoryEvent } from '../../shared/HistoryTimeline.vue';

/** `registration.approve` in words, for the timeline. */
export function toHistory(t: (key: string) => string, events: readonly HistoryEventDto[]): HistoryEvent[] {
  return events.map(({ at, action, actorName, reason }, index) => ({
    id: `${at} ${index}`,
    at,
    action: t(`registration.history.${action.slice('registration.'.length)}`),
    actor: actorName,
    reason,
  }));
}

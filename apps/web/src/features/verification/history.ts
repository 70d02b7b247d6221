import type { HistoryEventDto } from '../../app/client';
import type { HistoryEvent } from '../../shared/HistoryTimeline.vue';

/** The audit events of a receipt or a task in words. */
export function toEvents(items: readonly HistoryEventDto[], t: (key: string) => string): HistoryEvent[] {
  return items.map((item, index) => ({
    id: `${item.at}-${index}`,
    at: item.at,
    action: t(`verification.event.${item.action.replace('.', '-')}`),
    actor: item.actorName,
    reason: item.reason,
  }));
}

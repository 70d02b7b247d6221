import type { HistoryEvent } from './HistoryTimeline.vue';

/** As every history of the API tells it. */
interface ToldEvent {
  readonly at: string;
  readonly actorName: string | null;
  readonly action: string;
  readonly reason: string | null;
}

/**
 * A history in words, for the timeline; undefined while it is on its way.
 * @param word what an event is called; null leaves it out
 */
export function toEvents<Event extends ToldEvent>(
  items: readonly Event[] | undefined,
  word: (event: Event) => string | null,
  changesOf: (event: Event) => HistoryEvent['changes'] = () => [],
): HistoryEvent[] | undefined {
  return items?.flatMap((event, index) => {
    const action = word(event);
    const { at, actorName: actor, reason } = event;
    return action === null ? [] : [{ id: `${index}`, at, action, actor, reason, changes: changesOf(event) }];
  });
}

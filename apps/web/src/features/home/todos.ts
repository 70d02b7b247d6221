/** What may wait for an enterprise, by name of the figure of `GET /statistics/todo`, the most urgent first. */
export interface Todo {
  readonly name: string;
  /** Where the figure is explained: the list that it counts. */
  readonly view: string;
  /** Where it is dealt with at once, for whoever may; the list where there is no shorter way. */
  readonly act: string;
}

const inList = (name: string, view: string): Todo => ({ name, view, act: view });

export const ENTERPRISE_TODOS: readonly Todo[] = [
  { name: 'due', view: '/e/instruments?tab=BOOKABLE', act: '/e/appointments/new?due=1' },
  inList('filings', '/e/filings?status=NEEDS_CORRECTION'),
  inList('appointments', '/e/appointments?status=RESCHEDULE_PROPOSED'),
  {
    name: 'notFiled',
    view: '/e/instruments?tab=NOT_FILED',
    act: `/e/filings/new?filter=${encodeURIComponent('tab=NOT_FILED')}`,
  },
  inList('formsToPrint', '/e/appointments?status=CONFIRMED'),
  inList('certificates', '/e/certificates'),
];

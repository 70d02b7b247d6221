import type { ArrivalItemDto, LookupDto, TaskDto, TaskKindDto } from '../../../app/client';
import { valuesOf, type RecordValues } from '../recordValues';
import type { Luggage } from './takeAlong';

/** What is recorded: a task, or an item of a visit that becomes one once its arrival was sent. */
export interface Subject {
  readonly id: string;
  readonly taskId: string | null;
  readonly version: number;
  readonly serialNumber: string;
  readonly title: string;
  readonly enterprise: string;
  readonly kind: TaskKindDto;
  readonly today: string;
  readonly initial: RecordValues;
}

export function subjectOf(id: string, luggage: Luggage): Subject | null {
  const task = luggage.tasks.find((each) => each.id === id);
  if (task) return ofTask(task);
  for (const visit of luggage.visits) {
    const item = visit.items.find((each) => each.id === id);
    if (item) return ofItem(item, visit, luggage);
  }
  return null;
}

export const ofTask = (task: TaskDto): Subject => ({
  ...{ id: task.id, taskId: task.id, version: task.version, serialNumber: task.serialNumber },
  title: `${task.instrumentName} ${task.model}`,
  enterprise: task.enterpriseName,
  ...{ kind: task.kind, today: task.today, initial: valuesOf(task) },
});

function ofItem(item: ArrivalItemDto, { appointment }: LookupDto, { kinds, today }: Luggage): Subject {
  // A kind that the catalogue doesn't list is recorded as a periodic one whose cycle is missing, as the server does.
  const unknown = {
    kind: item.categoryCode,
    regulations: [],
    mode: 'PERIODIC',
    cycleMonths: null,
    useLimitMonths: null,
  };
  const kind = kinds[item.categoryCode] ?? ({ code: item.categoryCode, ...unknown } as TaskKindDto);
  const fresh = {
    regulation: null,
    standards: [],
    temperature: null,
    humidity: null,
    place: null,
    results: [],
  };
  const open = {
    conclusion: null,
    grantedClass: null,
    verifiedOn: null,
    validUntil: null,
    cycleMonths: null,
  };
  const instrument = { accuracyClass: item.accuracyClass };
  const initial = valuesOf({
    ...fresh,
    ...open,
    ...{ kind, today, instrument, mode: 'ON_SITE', proposedValidUntil: null, validUntilReason: null },
  } as unknown as TaskDto);
  return {
    ...{ id: item.id, taskId: null, version: 0, serialNumber: item.serialNumber, kind, today, initial },
    title: `${item.name} ${item.model}`,
    enterprise: appointment.enterpriseName,
  };
}

import type { ReceivedItemDto, RecordDto, TaskDto } from '../../../app/client';
import type { RecordValues } from '../recordValues';

/** Why the server did not take something; it stays on the device until a person has decided. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
}

/** The arrival at a visit and what was seen there. */
export interface ArrivalDraft {
  readonly appointmentId: string;
  readonly number: string;
  readonly version: number;
  readonly items: ReceivedItemDto[];
  readonly otherDayConfirmed: boolean;
  /** One key for one intention: however often it is sent, it has one effect. */
  readonly key: string;
  refusal: Refusal | null;
}

/** A record typed on the device. */
export interface RecordDraft {
  /** The task's id, or that of the appointment's item while its arrival has not been sent. */
  readonly id: string;
  readonly name: string;
  taskId: string | null;
  /** The task's version that the record stands on. */
  version: number;
  values: RecordValues;
  record: RecordDto;
  handOver: boolean;
  /** EDITING: kept while it is typed, not to be sent yet. */
  phase: 'EDITING' | 'RECORD' | 'SUBMIT';
  recordKey: string;
  submitKey: string;
  refusal: Refusal | null;
  /** What is stored at the server instead, where somebody else changed it meanwhile. */
  theirs: TaskDto | null;
}

export interface Drafts {
  arrivals: ArrivalDraft[];
  records: RecordDraft[];
}

export const noDrafts = (): Drafts => ({ arrivals: [], records: [] });

/** What is meant to be sent and has not been. */
export const unsentCount = ({ arrivals, records }: Drafts): number =>
  arrivals.length + records.filter(({ phase }) => phase !== 'EDITING').length;

/** Whether the server holds what was meant to be sent: then its answer only was lost. */
export function isStored(record: RecordDto, task: TaskDto): boolean {
  const plain = ['regulation', 'temperature', 'humidity', 'conclusion', 'verifiedOn'] as const;
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  const results = (rows: RecordDto['results']) =>
    (rows ?? []).map(({ item, requirement, result, pass }) => [item, requirement, result, pass]);
  return (
    plain.every((name) => same(record[name], task[name])) &&
    same(results(record.results), results(task.results)) &&
    same([...(record.standardIds ?? [])].sort(), task.standards.map(({ id }) => id).sort())
  );
}

import {
  missingInRecord,
  needsValidityReason,
  proposedValidUntil,
  type BusinessDate,
} from '@quanheng/domain';
import type { Conclusion, RecordDto, ResultDto, TaskDto, TaskKindDto } from '../../app/client';

/** The record as the form holds it: nothing is null, so that every field can be bound. */
export interface RecordValues {
  regulation: string;
  standardIds: string[];
  temperature: string;
  humidity: string;
  place: string;
  results: ResultDto[];
  conclusion: Conclusion | '';
  grantedClass: string;
  verifiedOn: string;
  cycleMonths: number | undefined;
  validUntil: string;
  validUntilReason: string;
}

export const aResult = (): ResultDto => ({ item: '', requirement: '', result: '', pass: true });

/** A fresh record proposes what is usual: today, the kind's regulation when it has but one, everything passed. */
export function valuesOf(task: TaskDto): RecordValues {
  const { regulations } = task.kind;
  return {
    regulation: task.regulation ?? (regulations.length === 1 ? regulations[0]! : ''),
    standardIds: task.standards.map((standard) => standard.id),
    temperature: task.temperature ?? '',
    humidity: task.humidity ?? '',
    place: task.place ?? (task.mode === 'ON_SITE' ? String(task.instrument['location'] ?? '') : ''),
    results: task.results.length ? task.results.map((result) => ({ ...result })) : [aResult()],
    conclusion: task.conclusion ?? 'PASS',
    grantedClass:
      task.grantedClass ?? (task.conclusion ? '' : String(task.instrument['accuracyClass'] ?? '')),
    verifiedOn: task.verifiedOn ?? task.today,
    cycleMonths: task.cycleMonths ?? undefined,
    validUntil: task.validUntil && task.validUntil !== task.proposedValidUntil ? task.validUntil : '',
    validUntilReason: task.validUntilReason ?? '',
  };
}

/** The validity that these values lead to: the one entered, else what the cycle gives. */
export function validityOf(values: RecordValues, kind: TaskKindDto): BusinessDate | null {
  return values.validUntil || proposedValidUntil(factsOf(values), kind);
}

export function asksReason(values: RecordValues, kind: TaskKindDto): boolean {
  return needsValidityReason({ ...factsOf(values), validUntil: validityOf(values, kind) }, kind);
}

const LABELS: Record<string, string> = { standardIds: 'standards', results: 'resultsLabel' };

/** What is missing for the checker, field by field, before the server is asked. */
export function missingSentences(
  values: RecordValues,
  kind: TaskKindDto,
  t: (key: string, named: Record<string, unknown>) => string,
): Record<string, string> {
  const filled = values.results.filter((row) => row.item.trim() && row.result.trim());
  const facts = { ...factsOf(values), results: filled, validUntil: validityOf(values, kind) };
  const sentence = (name: string) => {
    const field = t(`verification.record.${LABELS[name] ?? name}`, {});
    return t('verification.record.fill', { field });
  };
  return Object.fromEntries(missingInRecord(facts, kind).map((name) => [name, sentence(name)]));
}

function factsOf(values: RecordValues) {
  return {
    ...values,
    standards: values.standardIds,
    conclusion: values.conclusion || null,
    verifiedOn: values.verifiedOn || null,
    cycleMonths: values.cycleMonths ?? null,
  };
}

/** What is sent: empty fields clear, empty rows are left out. */
export function toRecord(values: RecordValues): RecordDto {
  const filled = values.results.filter((row) => row.item.trim() || row.result.trim());
  return {
    regulation: values.regulation || null,
    standardIds: values.standardIds,
    temperature: values.temperature || null,
    humidity: values.humidity || null,
    place: values.place || null,
    results: filled,
    conclusion: values.conclusion || null,
    grantedClass: values.conclusion === 'PASS' ? values.grantedClass || null : null,
    verifiedOn: values.verifiedOn || null,
    cycleMonths: values.cycleMonths ?? null,
    validUntil: values.validUntil || null,
    validUntilReason: values.validUntilReason || null,
  };
}

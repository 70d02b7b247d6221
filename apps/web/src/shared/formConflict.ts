/** A field that somebody else has changed since the form was opened. */
export interface ConflictField {
  readonly name: string;
  readonly before: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Whether I changed it too, to something else: then somebody has to choose. */
  readonly isContested: boolean;
}

export interface Conflict<V extends object> {
  readonly mine: V;
  readonly theirs: V;
  readonly fields: readonly ConflictField[];
}

export type Choices = Readonly<Record<string, 'mine' | 'theirs'>>;

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

/** What two people did to the same record: what it was, what I made of it, what is stored now. */
export function findConflict<V extends object>(before: V, mine: V, theirs: V): Conflict<V> {
  const values = (of: V, name: string) => (of as Record<string, unknown>)[name];
  const fields = Object.keys(theirs)
    .map((name) => ({
      name,
      before: values(before, name),
      mine: values(mine, name),
      theirs: values(theirs, name),
    }))
    .filter((field) => !same(field.before, field.theirs))
    .map((field) => ({
      ...field,
      isContested: !same(field.before, field.mine) && !same(field.mine, field.theirs),
    }));
  return { mine: structuredClone(mine), theirs, fields };
}

/** My values, with theirs where only they changed a field, or where theirs were chosen. */
export function resolveConflict<V extends object>({ mine, fields }: Conflict<V>, choices: Choices): V {
  const taken = fields
    .filter(({ name, isContested }) => !isContested || choices[name] === 'theirs')
    .map(({ name, theirs }) => [name, theirs]);
  return { ...mine, ...Object.fromEntries(taken) };
}

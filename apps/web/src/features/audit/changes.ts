/** One field of what an event recorded, before and after. */
export interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly changed: boolean;
}

/** The fields of both sides next to each other, what changed first; nested values as JSON. */
export function toChanges(before: object | null, after: object | null): Change[] {
  const [old, now] = [(before ?? {}) as Record<string, unknown>, (after ?? {}) as Record<string, unknown>];
  const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changes = fields.map((field) => {
    const [was, is] = [toText(old[field]), toText(now[field])];
    return { field, before: was, after: is, changed: field in old && field in now && was !== is };
  });
  return changes.sort((a, b) => Number(b.changed) - Number(a.changed));
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export interface ReviewRow {
  readonly id: string;
  readonly enterpriseName: string;
  readonly status: string;
  readonly submittedAt: string | null;
  readonly assignedTo: { readonly name: string } | null;
}

export interface ReviewQuery {
  readonly q: string | undefined;
  readonly status: string | undefined;
  readonly assigned: 'MINE' | 'UNASSIGNED' | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** Where one kind of cases comes from, and by which words it is spoken of. */
export interface ReviewSource<Row> {
  /** First part of the keys under which the cases are kept, e.g. `registrations`. */
  readonly cacheKey: string;
  /** The route of one case. */
  readonly one: string;
  /** Its object in the status words. */
  readonly object: 'registration' | 'profileChange';
  /** The messages that hold `list.title` and its like. */
  readonly words: string;
  readonly states: readonly string[];
  readonly find: (query: ReviewQuery, signal: AbortSignal) => Promise<{ items: Row[]; next: string | null }>;
  readonly counts: (signal: AbortSignal) => Promise<{ counts: Record<string, unknown> }>;
}

/** A case in the queue; returned and submitted again, it is another submission. */
export interface Waiting {
  readonly id: string;
  readonly submittedAt: string | null;
}

export const submissionOf = ({ id, submittedAt }: Waiting): string => `${id} ${submittedAt}`;

/** The ids of what is left of a queue that may be older than the last decisions. */
export const stillWaiting = (items: readonly Waiting[], decided: ReadonlySet<string>): string[] =>
  items.filter((item) => !decided.has(submissionOf(item))).map(({ id }) => id);

/** A reason, in one sentence for the operator, why the embedded PostgreSQL can't be had. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

export const UNIQUE_VIOLATION = '23505';

/**
 * Does the work; where somebody else was first, so that the database refuses a second one, the refusal is thrown instead.
 * The database judges, for two who look at once both find nothing.
 */
export async function orTaken<T>(work: () => Promise<T>, refusal: () => Error): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    throw refusal();
  }
}

import { answer } from './person.js';

interface Page<T> {
  items: T[];
  next: string | null;
}

type Load<T> = (page: {
  limit: number;
  cursor?: string;
}) => Promise<{ data?: Page<T>; error?: unknown; response?: Response }>;

const LIMIT = 200;

/** All rows of a list, page after page. */
export async function allPages<T>(load: Load<T>): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await answer(load({ limit: LIMIT, ...(cursor ? { cursor } : {}) }));
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return rows;
}

import type { ArrivalDto, CatalogueItemDto, LookupDto, TaskDto, TaskKindDto } from '../../../app/client';
import {
  answer,
  catalogueItems,
  receiptExpected,
  receiptLookup,
  standardFind,
  taskFind,
  taskGet,
} from '../../../app/client';
import { keep } from './keptAnswer';

/** Everything that is needed at a site without a network. */
export interface Luggage {
  readonly today: string;
  readonly visits: LookupDto[];
  readonly tasks: TaskDto[];
  readonly kinds: Record<string, TaskKindDto>;
}

const MOST_TASKS = 200;
export const LUGGAGE = (accountId: string) => `on-site:luggage:${accountId}`;

/** Reads today's visits of this verifier and the tasks in his hands, and keeps them on the device. */
export async function takeAlong(account: { id: string }): Promise<Luggage> {
  const expected = await answer(receiptExpected({ query: {} }));
  const own = ({ mode, verifierId, expectedCount }: ArrivalDto) =>
    mode === 'ON_SITE' && verifierId === account.id && expectedCount > 0;
  const visits = await Promise.all(
    expected.items
      .filter(own)
      .map(({ caseNumber }) => answer(receiptLookup({ query: { code: caseNumber } }))),
  );
  const tasks = await readTasks();
  const kinds = await readKinds(visits, tasks);
  const luggage = { today: expected.on, visits, tasks, kinds };
  await keep(LUGGAGE(account.id), luggage);
  await keep('on-site:standards', await answer(standardFind({ query: { limit: 200 } })));
  return luggage;
}

async function readTasks(): Promise<TaskDto[]> {
  const pages = await Promise.all(
    (['WAITING', 'IN_PROGRESS'] as const).map((status) =>
      answer(taskFind({ query: { scope: 'MINE', status, limit: MOST_TASKS } })),
    ),
  );
  const rows = pages.flatMap(({ items }) => items).slice(0, MOST_TASKS);
  const tasks: TaskDto[] = [];
  // A few at a time: the server serves others, too.
  for (let from = 0; from < rows.length; from += 5)
    tasks.push(
      ...(await Promise.all(rows.slice(from, from + 5).map(({ id }) => answer(taskGet({ path: { id } }))))),
    );
  return tasks;
}

async function readKinds(visits: LookupDto[], tasks: TaskDto[]): Promise<Record<string, TaskKindDto>> {
  const kinds = Object.fromEntries(tasks.map(({ kind }) => [kind.code, kind]));
  const codes = new Set(visits.flatMap(({ items }) => items.map(({ categoryCode }) => categoryCode)));
  for (const code of codes) {
    if (kinds[code]) continue;
    const { items } = await answer(catalogueItems({ query: { q: code } }));
    const found = items.find((item) => item.code === code);
    if (found) kinds[code] = toKind(found);
  }
  return kinds;
}

const toKind = ({ code, kind, regulations, mode, cycleMonths, useLimitMonths }: CatalogueItemDto) =>
  ({ code, kind, regulations: [...regulations], mode, cycleMonths, useLimitMonths }) as TaskKindDto;

import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FilingEntity, FilingItemEntity, InstrumentEntity, systemContext } from '@quanheng/database';
import {
  ENTERPRISE_ROLES,
  ENTERPRISE_WRITERS,
  filingItemWorkflow,
  INSTITUTION_ROLES,
  OPEN_FILING_STATUSES,
  ROLES,
  statuses,
  type FilingItemAction,
  type FilingItemStatus,
  type Role,
} from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL. Every action on every status by every role: what the table of `domain.md` allows and
// nothing else; and 500 pairs of reviewers who decide at the same moment.
const ACTIONS: FilingItemAction[] = ['submit', 'approve', 'return', 'reject', 'withdraw'];
const PEOPLE = ROLES.filter((role) => role !== 'SYSTEM' && role !== 'REGISTRANT');

let api: ApiUnderTest;
let institutionId: string;
let enterpriseId: string;
const signedIn = new Map<Role, SignedIn>();

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institutionId = (await arrangeInstitution(api.test)).id;
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  for (const role of PEOPLE) {
    const tenant = isOf(role, ENTERPRISE_ROLES)
      ? { enterpriseId }
      : isOf(role, INSTITUTION_ROLES)
        ? { institutionId }
        : {};
    signedIn.set(role, await api.signIn({ roles: [role], ...tenant }));
  }
});
afterAll(() => api.close());

const isOf = (role: Role, roles: readonly Role[]) => roles.includes(role);

async function arrangeItems(
  status: FilingItemStatus,
  count = 1,
): Promise<{ filingId: string; ids: string[] }> {
  const instrumentIds = await arrangeInstruments(api.test, enterpriseId, count);
  const filingId = uuidv7();
  const items = instrumentIds.map((instrumentId, position) => ({
    id: uuidv7(),
    version: 1,
    filingId,
    enterpriseId,
    institutionId,
    instrumentId,
    position,
    status,
    snapshot: { name: '压力表' },
  }));
  await api.test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(FilingEntity, {
      id: filingId,
      version: 1,
      caseNumber: filingId,
      enterpriseId,
      enterpriseName: '演示企业',
      institutionId,
      submittedBy: uuidv7(),
      submittedByName: '演示经办人',
      submittedAt: tx.now,
    });
    await tx.manager.insert(FilingItemEntity, items);
    if (!OPEN_FILING_STATUSES.includes(status)) return;
    for (const { id, instrumentId } of items)
      await tx.manager.update(InstrumentEntity, { id: instrumentId }, { openFilingItemId: id });
  });
  return { filingId, ids: items.map((item) => item.id) };
}

const statusOf = async (id: string) =>
  (
    await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(FilingItemEntity, { id }),
    )
  ).status;

function expected(status: FilingItemStatus, action: FilingItemAction, role: Role): number {
  if (!isOf(role, [...ENTERPRISE_WRITERS, ...INSTITUTION_ROLES])) return 403;
  const move = filingItemWorkflow.moves[status][action];
  if (!move) return 409;
  return isOf(role, move.by) ? 200 : 403;
}

describe.each(statuses(filingItemWorkflow))('a filing item that is %s', (status) => {
  it('does for each role what the table says and nothing else', async () => {
    const refusedOn = await arrangeItems(status);
    for (const role of PEOPLE) {
      for (const action of ACTIONS) {
        const want = expected(status, action, role);
        const { filingId, ids } = want === 200 ? await arrangeItems(status) : refusedOn;
        const path = `/filings/${filingId}/items/${ids[0]}/${action}`;
        const answer = await signedIn.get(role)!.post(path, { comment: '演示原因' }, { version: 1 });
        expect([role, action, answer.status]).toEqual([role, action, want]);
        if (want === 200)
          expect(await statusOf(ids[0] as string)).toBe(filingItemWorkflow.moves[status][action]?.to);
      }
    }
    expect(await statusOf(refusedOn.ids[0] as string)).toBe(status);
  });
});

it('has no route for what only time does', async () => {
  const { filingId, ids } = await arrangeItems('APPROVED');
  for (const action of ['lapse', 'supersede'])
    expect(
      (await signedIn.get('REVIEWER')!.post(`/filings/${filingId}/items/${ids[0]}/${action}`)).status,
    ).toBe(404);
});

/** On a busy machine some are turned away before anything is done, and come again. */
async function insist<T extends { status: number }>(send: () => PromiseLike<T>): Promise<T> {
  for (;;) {
    const answer = await send();
    if (answer.status !== 503) return answer;
    await setTimeout(500);
  }
}

it('500 pairs of reviewers at once: 500 decisions, 500 refusals, one audit row each', async () => {
  const PAIRS = 500;
  const { filingId, ids } = await arrangeItems('SUBMITTED', PAIRS);
  const pair = [
    await api.signIn({ roles: ['REVIEWER'], institutionId, name: '演示甲' }),
    await api.signIn({ roles: ['REVIEWER'], institutionId, name: '演示乙' }),
  ] as const;
  const answers = await Promise.all(
    ids.flatMap((id) =>
      pair.map((reviewer, index) =>
        insist(() =>
          reviewer.post(
            `/filings/${filingId}/items/${id}/${index === 0 ? 'approve' : 'return'}`,
            { comment: '演示' },
            { version: 1 },
          ),
        ),
      ),
    ),
  );
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect([count(200), count(412)]).toEqual([PAIRS, PAIRS]);
  const { events, decided } = await api.test.database.read(systemContext(), async (tx) => ({
    events: await tx.query<{ action: string; object_id: string }>(
      `SELECT action, object_id FROM audit_event WHERE object_type = 'filing-item' AND object_id = ANY($1)`,
      [ids],
    ),
    decided: await tx.query<{ id: string; status: string }>(
      'SELECT id, status FROM filing_item WHERE filing_id = $1',
      [filingId],
    ),
  }));
  expect(events).toHaveLength(PAIRS);
  const actionOf = new Map(events.map((event) => [event.object_id, event.action]));
  for (const { id, status } of decided)
    expect(actionOf.get(id)).toBe(status === 'APPROVED' ? 'filing-item.approve' : 'filing-item.return');
}, 180_000);

import {
  filingDecisionApprove,
  filingDecisionDecideMany,
  filingDecisionReturn,
  filingDecisionSubmit,
  filingGet,
  filingItems,
  filingPreview,
  filingSubmit,
  instrumentChange,
  instrumentGet,
  type FilingDto,
  type FilingItemDto,
} from '@quanheng/api-client';
import { allPages } from '../client/all-pages.js';
import { answer, once, onVersion, type Person } from '../client/person.js';
import type { Stage } from './cast.js';

/** Step 3, the clerk: files instruments with the institution that the platform proposes. */
export async function file(stage: Stage, clerk: Person, instrumentIds: string[]): Promise<FilingDto> {
  const { client } = clerk;
  const preview = await answer(filingPreview({ client, body: { instrumentIds } }));
  if (preview.institutionId !== stage.institution.id || preview.ready !== instrumentIds.length) {
    throw new Error(`The filing can't be made as it should: ${JSON.stringify(preview.blocked)}`);
  }
  const filing = await answer(
    filingSubmit({ client, headers: once(), body: { instrumentIds, institutionId: preview.institutionId } }),
  );
  stage.journal.say(`filed ${filing.total} instruments: ${filing.caseNumber} (${filing.id})`);
  return filing;
}

/** The reviewer approves all items that are still undecided. */
export async function approveAll({ cast, journal }: Stage, filing: FilingDto): Promise<FilingDto> {
  const { client } = cast.reviewer;
  const items = await itemsOf(cast.reviewer, filing, 'SUBMITTED');
  const { results } = await answer(
    filingDecisionDecideMany({
      client,
      path: { id: filing.id },
      headers: once(),
      body: { decision: 'approve', items: items.map(({ id, version }) => ({ id, version })) },
    }),
  );
  const refused = results.filter(({ ok }) => !ok);
  if (refused.length > 0) throw new Error(`Not approved: ${JSON.stringify(refused.slice(0, 3))}`);
  journal.say(`the reviewer approved ${results.length} items`);
  return answer(filingGet({ client, path: { id: filing.id } }));
}

const TO_CORRECT = '测量范围与铭牌不符，请按铭牌补正';

/** The reviewer returns one item with what to correct. */
export async function returnOne({ cast, journal }: Stage, filing: FilingDto): Promise<FilingItemDto> {
  const { client } = cast.reviewer;
  const [item] = await itemsOf(cast.reviewer, filing, 'SUBMITTED');
  if (!item) throw new Error('The filing has no item to decide');
  const path = { id: filing.id, itemId: item.id };
  const returned = await answer(
    filingDecisionReturn({ client, path, headers: onVersion(item.version), body: { comment: TO_CORRECT } }),
  );
  journal.say(`the reviewer returned item ${returned.number}: ${returned.comment}`);
  return returned;
}

/** The clerk corrects what was asked for and submits the item again; the reviewer approves it. */
export async function correct(stage: Stage, clerk: Person, filing: FilingDto, returned: FilingItemDto) {
  const { client } = clerk;
  const instrument = await answer(instrumentGet({ client, path: { id: returned.instrumentId } }));
  await answer(
    instrumentChange({
      client,
      path: { id: instrument.id },
      headers: { 'If-Match': `"v${instrument.version}"` },
      body: { measuringRange: `${instrument.measuringRange}（按铭牌）` },
    }),
  );
  const path = { id: filing.id, itemId: returned.id };
  const again = await answer(
    filingDecisionSubmit({ client, path, headers: onVersion(returned.version), body: {} }),
  );
  const approved = await answer(
    filingDecisionApprove({
      client: stage.cast.reviewer.client,
      path,
      headers: onVersion(again.version),
      body: {},
    }),
  );
  stage.journal.say(`item ${approved.number} was corrected, submitted again and approved`);
  return answer(filingGet({ client, path: { id: filing.id } }));
}

function itemsOf(
  { client }: Person,
  { id }: FilingDto,
  status: FilingItemDto['status'],
): Promise<FilingItemDto[]> {
  return allPages((page) => filingItems({ client, path: { id }, query: { ...page, status } }));
}

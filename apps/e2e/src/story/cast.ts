import {
  demoAccounts,
  demoClock,
  demoMove,
  demoReset,
  institutionGet,
  type InstitutionDto,
} from '@quanheng/api-client';
import { addDays, type BusinessDate, type Role } from '@quanheng/domain';
import { answer, type Api, type Person } from '../client/person.js';
import type { Journal } from './journal.js';

const PARTS = {
  reviewer: 'REVIEWER',
  scheduler: 'SCHEDULER',
  counter: 'COUNTER_CLERK',
  verifier: 'VERIFIER',
  checker: 'CHECKER',
  signatory: 'SIGNATORY',
  admin: 'PLATFORM_ADMIN',
} as const satisfies Record<string, Role>;

/** Who plays in the story besides the enterprise: the demo's people, each with one role only. */
export type Cast = Readonly<Record<keyof typeof PARTS, Person>>;

/** What every step needs. */
export interface Stage {
  readonly api: Api;
  readonly journal: Journal;
  readonly cast: Cast;
  readonly institution: InstitutionDto;
}

export async function setStage(api: Api, journal: Journal): Promise<Stage> {
  const { items } = await answer(demoAccounts({ client: api.visitor().client }));
  const cast: Record<string, Person> = {};
  for (const [part, role] of Object.entries(PARTS)) {
    const account = items.find(({ roles }) => roles.length === 1 && roles[0] === role);
    if (!account) throw new Error(`The demo has nobody who is ${role} only`);
    cast[part] = await api.login(account.loginName, account.password);
  }
  const id = cast['reviewer']?.account?.institution?.id;
  if (!id) throw new Error('The reviewer belongs to no institution');
  const institution = await answer(institutionGet({ client: api.visitor().client, path: { id } }));
  return { api, journal, cast: cast as Cast, institution };
}

export async function today({ api }: Stage): Promise<BusinessDate> {
  return (await answer(demoClock({ client: api.visitor().client }))).today;
}

export async function moveClockTo({ cast, journal }: Stage, on: BusinessDate): Promise<BusinessDate> {
  const clock = await answer(demoMove({ client: cast.admin.client, body: { on } }));
  journal.say(`the demo clock shows ${clock.today}`);
  return clock.today;
}

export async function moveClockBy(stage: Stage, days: number): Promise<BusinessDate> {
  return moveClockTo(stage, addDays(await today(stage), days));
}

export async function resetClock({ cast }: Stage): Promise<void> {
  await answer(demoReset({ client: cast.admin.client }));
}

import { capabilityKey } from '../instrument/capability-key.js';
import { DEFAULT_SETTINGS } from '../platform/settings.js';
import { filingObstacle, type FilingFacts, type FilingTarget } from './filing-obstacle.rules.js';

const region = (code: string, retired = false) => ({
  code,
  name: code,
  generic: false,
  retired,
  successor: null,
});
const kind = (code: string, compulsory = true) =>
  ({ code, kind: `种别${code}`, category: '演示', compulsory }) as never;
const fuel = (code: string, endedOn: string | null) =>
  ({ code, kind: '燃油加油机', category: '加油机', compulsory: true, endedOn }) as never;
const target: FilingTarget = {
  institutionId: 'here',
  capabilities: new Set([capabilityKey('1', 'BRING_IN'), capabilityKey('2', 'BRING_IN')]),
  catalogue: new Map([
    ['1', kind('1')],
    ['2', kind('2', false)],
    ['3', fuel('3', '2026-10-31')],
    ['4', fuel('4', null)],
  ]),
  regions: new Map([
    ['441202', region('441202')],
    ['441299', region('441299', true)],
  ]),
  today: '2026-11-23',
  settings: DEFAULT_SETTINGS,
};
const anInstrument: FilingFacts = {
  name: '压力表',
  serialNumber: 'S1',
  lifecycle: 'ACTIVE',
  categoryCode: '1',
  verificationMode: 'BRING_IN',
  regionCode: '441202',
  institutionId: null,
  openFilingItemId: null,
  openAppointmentItemId: null,
  filedOn: null,
  lapsedOn: null,
  validUntil: null,
  failed: false,
  endedWithoutResultOn: null,
  verifiedForGood: false,
};

it.each<[string, Partial<FilingFacts>, string | null]>([
  ['never filed', {}, null],
  ['out of service', { lifecycle: 'OUT_OF_SERVICE' }, 'filing.not-active'],
  ['in an open item', { openFilingItemId: 'x' }, 'filing.open-exists'],
  ['in an open appointment', { openAppointmentItemId: 'x' }, 'filing.in-appointment'],
  ['of an unknown kind', { categoryCode: '9' }, 'filing.kind-unknown'],
  ['of a kind that has ended', { categoryCode: '3' }, 'filing.kind-ended'],
  ['of a kind without compulsory verification', { categoryCode: '2' }, 'filing.kind-not-fileable'],
  ['in a retired region', { regionCode: '441299' }, 'filing.region-retired'],
  ['in a mode the institution lacks', { verificationMode: 'ON_SITE' }, 'filing.institution-not-capable'],
  ['filed here', { filedOn: '2026-11-13', institutionId: 'here' }, 'filing.already-filed'],
  ['filed here, lapsed since today', { filedOn: '2026-11-12', institutionId: 'here' }, null],
  ['filed here, overdue', { filedOn: '2025-11-12', validUntil: '2026-11-22', institutionId: 'here' }, null],
  ['filed elsewhere', { filedOn: '2026-11-13', institutionId: 'there' }, null],
])('an instrument %s', (_, facts, code) => {
  expect(filingObstacle({ ...anInstrument, ...facts }, target)?.code ?? null).toBe(code);
});

it('does not count the item that is being sent again', () => {
  expect(filingObstacle({ ...anInstrument, openFilingItemId: 'mine' }, target, 'mine')).toBeNull();
});

it('names the instrument', () => {
  expect(filingObstacle({ ...anInstrument, categoryCode: '2' }, target)?.details).toMatchObject({
    name: '压力表',
    serialNumber: 'S1',
    kind: '种别2',
  });
});

it('names what took the place of an ended kind and of a retired region', () => {
  const said = (change: Partial<FilingFacts>, regions = target.regions) =>
    filingObstacle({ ...anInstrument, ...change }, { ...target, regions })?.details['suggestion'];
  expect(said({ categoryCode: '3' })).toBe(' (→ 4 燃油加油机)');
  const moved = new Map([
    ...target.regions,
    ['441299', { ...region('441299', true), successor: '441202' }],
  ] as const);
  expect(said({ regionCode: '441299' }, moved)).toBe(' (→ 441202 441202)');
  expect(said({ regionCode: '441299' })).toBe('');
});

import { capabilityKey } from '../instrument/capability-key.js';
import { rankInstitutions } from './propose-institution.js';

const scales = capabilityKey('90201', 'ON_SITE');
const meters = capabilityKey('90101', 'BRING_IN');
const county = { id: 'county', regionCode: '441202', capabilities: new Set([scales]) };
const city = { id: 'city', regionCode: '441200', capabilities: new Set([scales, meters]) };
const province = { id: 'province', regionCode: '440000', capabilities: new Set([scales, meters]) };
const other = { id: 'other', regionCode: '440100', capabilities: new Set([scales]) };
const group = (categoryCode: string, mode: 'ON_SITE' | 'BRING_IN', count: number) => ({
  regionCode: '441202',
  categoryCode,
  mode,
  count,
});

it('proposes the nearest that may verify them: county, city, province, elsewhere', () => {
  const ranked = rankInstitutions([group('90201', 'ON_SITE', 3)], [other, province, city, county]);
  expect(ranked).toEqual([
    { institutionId: 'county', capable: 3, level: 'COUNTY' },
    { institutionId: 'city', capable: 3, level: 'CITY' },
    { institutionId: 'province', capable: 3, level: 'PROVINCE' },
    { institutionId: 'other', capable: 3, level: null },
  ]);
});

it('prefers who may verify all to who is nearer', () => {
  const ranked = rankInstitutions(
    [group('90201', 'ON_SITE', 3), group('90101', 'BRING_IN', 1)],
    [county, city],
  );
  expect(ranked[0]).toEqual({ institutionId: 'city', capable: 4, level: 'CITY' });
  expect(ranked[1]?.capable).toBe(3);
});

it('leaves out who may verify none of them', () => {
  expect(rankInstitutions([group('99999', 'ON_SITE', 1)], [county, city])).toEqual([]);
});

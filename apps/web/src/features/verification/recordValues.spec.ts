import { describe, expect, it } from '@jest/globals';
import type { TaskDto, TaskKindDto } from '../../app/client';
import { asksReason, missingSentences, toRecord, validityOf, valuesOf } from './recordValues';

const gauge: TaskKindDto = {
  code: '91601',
  kind: '压力表',
  regulations: ['JJG 52-2013'],
  mode: 'PERIODIC',
  cycleMonths: 6,
  useLimitMonths: null,
};
const fresh = {
  kind: gauge,
  today: '2026-11-23',
  mode: 'BRING_IN',
  instrument: { accuracyClass: '1.6级', location: '一号车间' },
  standards: [],
  results: [],
  conclusion: null,
} as unknown as TaskDto;

describe('a fresh record', () => {
  it('proposes today, the only regulation and a pass with the class of the nameplate', () => {
    expect(valuesOf(fresh)).toMatchObject({
      verifiedOn: '2026-11-23',
      regulation: 'JJG 52-2013',
      conclusion: 'PASS',
      grantedClass: '1.6级',
      place: '',
      validUntil: '',
    });
    expect(valuesOf({ ...fresh, mode: 'ON_SITE' }).place).toBe('一号车间');
  });

  it('is valid as long as the cycle says; another date asks for a reason', () => {
    const values = valuesOf(fresh);
    expect(validityOf(values, gauge)).toBe('2027-05-22');
    expect(asksReason(values, gauge)).toBe(false);
    expect(asksReason({ ...values, validUntil: '2027-01-31' }, gauge)).toBe(true);
    expect(validityOf({ ...values, conclusion: 'FAIL' }, gauge)).toBeNull();
  });

  it('names what the checker would miss; lines without a result don’t count', () => {
    const values = valuesOf(fresh);
    values.results[0]!.item = '示值误差';
    const missing = Object.keys(missingSentences(values, gauge, (key) => key));
    expect(missing).toEqual(['standardIds', 'temperature', 'humidity', 'results']);
  });

  it('sends neither empty lines nor the class of what failed', () => {
    const record = toRecord({ ...valuesOf(fresh), conclusion: 'FAIL' });
    expect(record).toMatchObject({ results: [], grantedClass: null, validUntil: null, temperature: null });
  });
});

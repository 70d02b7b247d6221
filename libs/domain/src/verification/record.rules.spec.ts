import { describe, expect, it } from '@jest/globals';
import {
  missingInRecord,
  needsValidityReason,
  proposedValidUntil,
  resultsContradict,
  type RecordFacts,
  type VerifiedKind,
} from './record.rules.js';

const gauge: VerifiedKind = { mode: 'PERIODIC', cycleMonths: 6, useLimitMonths: null };
const unknownCycle: VerifiedKind = { mode: 'PERIODIC', cycleMonths: null, useLimitMonths: null };
const scrap: VerifiedKind = { mode: 'FIRST_ONLY_SCRAP', cycleMonths: null, useLimitMonths: null };
const limited: VerifiedKind = { mode: 'FIRST_ONLY_LIMITED_USE', cycleMonths: null, useLimitMonths: 72 };

const record: RecordFacts = {
  regulation: 'JJG 52-2013',
  standards: [{}],
  temperature: '20 ℃',
  humidity: '50 %RH',
  results: [{ pass: true }],
  conclusion: 'PASS',
  verifiedOn: '2026-08-31',
  validUntil: '2027-02-27',
  validUntilReason: null,
  cycleMonths: null,
};

describe('the proposed validity', () => {
  it.each([
    ['PASS', gauge, null, '2027-02-27'],
    ['PASS', gauge, 12, '2027-08-30'],
    ['PASS', limited, null, '2032-08-30'],
    ['PASS', scrap, null, null],
    ['PASS', unknownCycle, null, null],
    ['FAIL', gauge, null, null],
    [null, gauge, null, null],
  ] as const)('%s of %o with %s months entered: %s', (conclusion, kind, cycleMonths, expected) => {
    expect(proposedValidUntil({ ...record, conclusion, cycleMonths }, kind)).toBe(expected);
  });
});

describe('the reason for the validity', () => {
  it('is not asked for what the cycle gives, nor after a FAIL', () => {
    expect(needsValidityReason(record, gauge)).toBe(false);
    expect(needsValidityReason({ ...record, conclusion: 'FAIL', validUntil: null }, unknownCycle)).toBe(
      false,
    );
  });

  it('is asked for another date and wherever the catalogue has no cycle', () => {
    expect(needsValidityReason({ ...record, validUntil: '2027-01-31' }, gauge)).toBe(true);
    expect(needsValidityReason({ ...record, cycleMonths: 12 }, unknownCycle)).toBe(true);
  });
});

describe('a record that can’t be submitted', () => {
  it('names everything that is missing', () => {
    const empty: RecordFacts = {
      ...record,
      regulation: null,
      standards: [],
      temperature: null,
      humidity: null,
      results: [],
      conclusion: null,
      verifiedOn: null,
      validUntil: null,
    };
    expect(missingInRecord(empty, gauge)).toEqual([
      'regulation',
      'standardIds',
      'temperature',
      'humidity',
      'results',
      'conclusion',
      'verifiedOn',
    ]);
    expect(missingInRecord({ ...record, validUntil: null }, unknownCycle)).toEqual([
      'validUntil',
      'validUntilReason',
    ]);
    expect(missingInRecord(record, gauge)).toEqual([]);
    expect(missingInRecord({ ...record, validUntil: null }, scrap)).toEqual([]);
  });

  it('contradicts itself', () => {
    expect(resultsContradict({ ...record, results: [{ pass: true }, { pass: false }] })).toBe(true);
    expect(resultsContradict({ ...record, conclusion: 'FAIL' })).toBe(true);
    expect(resultsContradict({ conclusion: 'FAIL', results: [{ pass: true }, { pass: false }] })).toBe(false);
    expect(resultsContradict(record)).toBe(false);
  });
});

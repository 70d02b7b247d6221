import { describe, expect, it } from '@jest/globals';
import { toExceptions } from './batchExceptions';

const RESULTS = [
  { item: '外观', requirement: '无缺陷', result: '符合', pass: true },
  { item: '示值误差', requirement: '±0.026 MPa', result: '+0.008 MPa', pass: true },
];

describe('the exceptions of a batch', () => {
  it('replace the one result that failed and keep the others', () => {
    const found = toExceptions(new Map([['7', { item: '示值误差', result: '+0.090 MPa' }]]), RESULTS);
    expect(found).toEqual([
      {
        id: '7',
        conclusion: 'FAIL',
        results: [RESULTS[0], { ...RESULTS[1], result: '+0.090 MPa', pass: false }],
      },
    ]);
  });

  it('add what the batch has no result for', () => {
    const [found] = toExceptions(new Map([['7', { item: '密封性', result: '漏气' }]]), RESULTS);
    expect(found?.results).toEqual([
      ...RESULTS,
      { item: '密封性', requirement: '—', result: '漏气', pass: false },
    ]);
  });
});

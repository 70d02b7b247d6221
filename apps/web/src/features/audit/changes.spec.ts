import { expect, it } from '@jest/globals';
import { toChanges } from './changes';

it('puts both sides next to each other, what changed first', () => {
  expect(toChanges({ name: '秤', status: 'A', n: 1 }, { name: '秤', status: 'B', list: [1] })).toEqual([
    { field: 'status', before: 'A', after: 'B', changed: true },
    { field: 'name', before: '秤', after: '秤', changed: false },
    { field: 'n', before: '1', after: '', changed: false },
    { field: 'list', before: '', after: '[1]', changed: false },
  ]);
  expect(toChanges(null, null)).toEqual([]);
});

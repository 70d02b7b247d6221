import { describeFailure, PermanentJobError } from './failure.js';

test('a failure is its code', () => {
  expect(describeFailure(new PermanentJobError('import.file-unreadable')).code).toBe(
    'import.file-unreadable',
  );
  expect(describeFailure(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })).code).toBe('ECONNREFUSED');
  expect(describeFailure(new RangeError('x')).code).toBe('RangeError');
  expect(describeFailure('text')).toEqual({ code: 'unknown', at: [] });
});

test('nothing of a message, a detail or a code that is a sentence is kept', () => {
  const error = Object.assign(new Error('duplicate key\n    of (id_number)=(441202199001011234)'), {
    detail: '441202199001011234',
    code: 'of 441202199001011234',
  });
  const failure = describeFailure(error);
  expect(JSON.stringify(failure)).not.toContain('441202199001011234');
  expect(failure.code).toBe('Error');
  expect(failure.at[0]).toContain('failure.spec');
});

import { describe, expect, it } from '@jest/globals';
import { changesBetween } from './change-request.js';

describe('what changes by filing again', () => {
  it('is what differs among the locked fields, and nothing else', () => {
    const before = { name: '压力表', model: 'Y-100', ownNumber: '', remark: null };
    expect(changesBetween(before, { ...before, model: 'Y-150', remark: '备注' })).toEqual({ model: 'Y-150' });
    expect(changesBetween(before, { ...before, ownNumber: null })).toEqual({});
    expect(changesBetween({ ...before, ownNumber: 'A1' }, before)).toEqual({ ownNumber: null });
  });
});

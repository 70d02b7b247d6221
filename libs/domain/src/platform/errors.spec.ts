import { describe, expect, it } from '@jest/globals';
import { DomainError, ERRORS, errorText } from './errors.js';

describe('error texts', () => {
  it('have the same placeholders in both languages', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const { zh, en } of Object.values(ERRORS)) expect(names(en)).toEqual(names(zh));
  });

  it('are filled from the details', () => {
    expect(errorText('auth.failed', 'zh-CN', { remaining: 4 })).toContain('还可以尝试 4 次');
    expect(errorText('auth.failed', 'en', { remaining: 4 })).toContain('4 tries left');
    const reason = { zh: '含有宏', en: 'it holds macros' };
    expect(errorText('import.file-refused', 'zh-CN', { reason })).toMatch(/含有宏$/);
    expect(errorText('import.file-refused', 'en', { reason })).toMatch(/it holds macros$/);
  });

  it('know what sort of refusal they are', () => {
    expect(new DomainError('record.stale').kind).toBe('stale');
  });
});

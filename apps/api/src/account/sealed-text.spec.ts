import { describe, expect, it } from '@jest/globals';
import type { ApiConfig } from '../config.js';
import { SealedText } from './sealed-text.js';

const withKey = (byte: number) =>
  new SealedText({ FILE_KEY: Buffer.alloc(32, byte).toString('base64') } as ApiConfig);
const place = 'registration/1/agentIdNumber';

describe('sealed text', () => {
  it('opens at its place and shows nothing of what it holds', () => {
    const sealed = withKey(1).seal('11010119900307000X', place);
    expect(sealed).not.toContain('1990');
    expect(withKey(1).open(sealed, place)).toBe('11010119900307000X');
    expect(withKey(1).seal('11010119900307000X', place)).not.toBe(sealed);
  });

  it('does not open at another place, under another key, or changed', () => {
    const sealed = withKey(1).seal('text', place);
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('A') ? 'BB' : 'AA'}`;
    expect(() => withKey(1).open(sealed, 'registration/2/agentIdNumber')).toThrow();
    expect(() => withKey(2).open(sealed, place)).toThrow();
    expect(() => withKey(1).open(changed, place)).toThrow();
  });
});

import { describe, expect, it } from '@jest/globals';
import { formatCaseNumber } from '@quanheng/domain';
import { caseAddress } from './caseAddress';

const form = formatCaseNumber('A', '2026-11-23', 42);

describe('where a printed QR code leads', () => {
  it('the form leads staff to the counter and its enterprise to the booking', () => {
    expect(caseAddress(form, ['s'])).toBe(`/s/counter?code=${form}`);
    expect(caseAddress(form.toLowerCase(), ['e'])).toBe(`/e/appointments?q=${form}`);
  });

  it('a garbled number and one that is nobody’s business lead nowhere', () => {
    expect(caseAddress(form.replace('42', '43'), ['s'])).toBeNull();
    expect(caseAddress(formatCaseNumber('E', '2026-11-23', 1), ['e'])).toBeNull();
    expect(caseAddress(form, ['a'])).toBeNull();
  });
});

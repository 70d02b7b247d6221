import { describe, expect, it } from '@jest/globals';
import { formatCaseNumber } from '@quanheng/domain';
import { caseAddress } from './caseAddress';

const form = formatCaseNumber('A', '2026-11-23', 42);

describe('where a printed QR code leads', () => {
  it('the form leads staff to the counter and its enterprise to the booking', () => {
    expect(caseAddress(`/q/${form}`, ['s'])).toBe(`/s/counter?code=/q/1/${form}`);
    expect(caseAddress(`/q/${form.toLowerCase()}`, ['e'])).toBe(`/e/appointments?q=${form}&form=1`);
    expect(caseAddress(`/q/3/${form}`, ['s'])).toBe(`/s/counter?code=/q/3/${form}`);
  });

  it('a garbled number and one that is nobody’s business lead nowhere', () => {
    expect(caseAddress(form.replace('42', '43'), ['s'])).toBeNull();
    expect(caseAddress(formatCaseNumber('E', '2026-11-23', 1), ['e'])).toBeNull();
    expect(caseAddress(form, ['a'])).toBeNull();
  });
});

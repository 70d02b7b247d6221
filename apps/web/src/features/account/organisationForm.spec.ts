import { describe, expect, it } from '@jest/globals';
import type { RegistrationDto } from '../../app/client';
import { toChanges, toValues } from './organisationForm';

const loaded = {
  registrantKind: 'AGENT',
  enterpriseName: '演示企业',
  supervisionPhone: null,
  agentIdNumber: '110***********0003',
} as RegistrationDto;

describe('the form of the organisation', () => {
  it('never sends a masked number back', () => {
    const values = toValues(loaded);
    expect(values.agentIdNumber).toBe('');
    expect(toChanges(values)).not.toHaveProperty('agentIdNumber');
    expect(toChanges({ ...values, agentIdNumber: ' 110101199003070003 ' }).agentIdNumber).toBe(
      '110101199003070003',
    );
  });

  it('empties what was emptied', () => {
    const values = toValues(loaded);
    expect(values.supervisionPhone).toBe('');
    expect(toChanges({ ...values, enterpriseName: ' ' }).enterpriseName).toBeNull();
  });
});

import { AUDIT_MODULES, auditKind } from './audit-kind.js';

test.each([
  ['account.sign-in', 'SECURITY'],
  ['registration.unmask', 'SECURITY'],
  ['setting.update', 'CONFIGURATION'],
  ['catalogue.import', 'CONFIGURATION'],
  ['filing-item.approve', 'BUSINESS'],
  ['registration.approve', 'BUSINESS'],
  ['unheard', 'BUSINESS'],
])('%s is %s', (action, kind) => expect(auditKind(action)).toBe(kind));

test('no module is of two kinds', () => {
  const modules = Object.values(AUDIT_MODULES).flat();
  expect(new Set(modules).size).toBe(modules.length);
});

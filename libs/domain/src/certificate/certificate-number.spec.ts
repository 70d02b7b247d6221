import { formatCertificateNumber, parseCertificateNumber } from './certificate-number.js';

test('the number of a certificate reads back however it was typed', () => {
  const number = formatCertificateNumber('ZQ', '2026', 1);
  expect(number).toBe('ZQ-2026-00001');
  for (const typed of [number, ' zq-2026-00001 ', 'ＺＱ-2026-00001', 'ZQ-2026- 00001'])
    expect(parseCertificateNumber(typed)).toBe(number);
});

test.each(['', 'ZQ', 'ZQ-26-00001', 'ZQ-2026-1', "ZQ-2026-00001'--", 'A20261123-00042-K', 'x'.repeat(200)])(
  '%s is none',
  (text) => expect(parseCertificateNumber(text)).toBeNull(),
);

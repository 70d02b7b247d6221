import { expect, it } from '@jest/globals';
import { matchCertificateFile, type MatchableDraft } from './match-file.js';

const draft = (id: string, serialNumber: string, more: Partial<MatchableDraft> = {}): MatchableDraft => ({
  id,
  serialNumber,
  ownNumber: null,
  caseNumber: `I20261123-0000${id}-K`,
  receiptNumber: 'R20261123-00001-X',
  ...more,
});
const DRAFTS = [
  draft('1', 'SN-1'),
  draft('2', 'SN-12'),
  draft('3', '0007', { receiptNumber: 'R20261123-00002-V' }),
  draft('4', '0007', { receiptNumber: 'R20261123-00003-T', ownNumber: '衡-9' }),
  draft('5', '', { receiptNumber: 'R20261123-00004-R' }),
];

it.each([
  ['by its sample number, hyphens or not', 'i2026112300002K 压力表.PDF', ['2']],
  ['the sample number before a serial number', 'I20261123-00001-K_SN-12.pdf', ['1']],
  ['a serial number that stands by itself', '一般压力表_SN-1_报告.pdf', ['1']],
  ['not as part of a longer one', 'SN-12.pdf', ['2']],
  ['full width as typed', 'ｓｎ－１２.pdf', ['2']],
  ['two with one serial number', '0007.pdf', ['3', '4']],
  ['narrowed down by the receipt', 'R20261123-00003-T-0007.pdf', ['4']],
  ['the receipt’s only one', 'R20261123-00004-R.pdf', ['5']],
  ['its own number', '衡-9.pdf', ['4']],
  ['nothing in it', 'scan0001.pdf', []],
  ['digits within others', '20070007001.pdf', []],
])('finds the draft of a file: %s', (_, name, expected) => {
  expect(matchCertificateFile(name, DRAFTS).map(({ id }) => id)).toEqual(expected);
});

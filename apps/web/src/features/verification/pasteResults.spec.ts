import { describe, expect, it } from '@jest/globals';
import { parsePasted } from './pasteResults';

const TASKS = [
  { id: '1', serialNumber: 'SN/1', caseNumber: 'I-1' },
  { id: '2', serialNumber: 'SN/2', caseNumber: 'I-2' },
  { id: '3', serialNumber: 'same', caseNumber: 'I-3' },
  { id: '4', serialNumber: 'Same', caseNumber: 'I-4' },
];
const ITEMS = ['外观', '示值误差'];

describe('a block from a spreadsheet', () => {
  it('follows its heading, finds instruments by either number whatever the width, and what failed', () => {
    const block =
      '出厂编号\t示值误差\t结论\r\nｓｎ/1\t+0.008\t合格\r\nI-2\t+0.090\t不合格\r\n\r\nSN/9\t0\t合格\r\n';
    const found = parsePasted(block, TASKS, ITEMS);
    expect([...found.values]).toEqual([
      ['1', { 示值误差: '+0.008' }],
      ['2', { 示值误差: '+0.090' }],
    ]);
    expect([...found.failed]).toEqual([['2', { item: '示值误差', result: '+0.090' }]]);
    expect(found.unknown).toEqual(['SN/9']);
  });

  it('without a heading has the record’s items in their order, a failed value marked, a conclusion last', () => {
    const found = parsePasted('SN/1\t符合\t+0.090 不合格\nSN/2\t\t+0.001\tFAIL', TASKS, ITEMS);
    expect(found.values.get('1')).toEqual({ 外观: '符合', 示值误差: '+0.090' });
    expect(found.failed.get('1')).toEqual({ item: '示值误差', result: '+0.090' });
    expect(found.failed.get('2')).toEqual({ item: '示值误差', result: '+0.001' });
  });

  it('gives nothing to a serial number that two instruments have', () => {
    const found = parsePasted('same\t符合\nI-4\t符合', TASKS, ITEMS);
    expect([[...found.values.keys()], found.unknown]).toEqual([['4'], ['same']]);
  });

  it('takes the first of two lines for one instrument, and tells the second', () => {
    const found = parsePasted('SN/1\t符合\nI-1\t锈蚀 不合格', TASKS, ITEMS);
    expect([found.values.get('1'), found.failed.size, found.unknown]).toEqual([{ 外观: '符合' }, 0, ['I-1']]);
  });
});

import { buffer, text } from 'node:stream/consumers';
import { readXlsx } from 'hucre/xlsx';
import { streamCsv, streamXlsx } from './stream-table.js';

const COLUMNS = [{ header: '器具名称', width: 20 }, { header: '=cmd' }];
async function* rows(...list: string[][]) {
  yield* list;
}

describe('a table that is streamed', () => {
  it('comes out as a sheet with a header, and no cell is a formula', async () => {
    const file = await buffer(
      streamXlsx('台账', COLUMNS, rows(['压力表', '=1+1'], ['水表', '@SUM(A1)'], ['', '00123'])),
    );
    const [sheet] = (await readXlsx(file, { readStyles: true })).sheets;
    expect(sheet?.name).toBe('台账');
    expect(sheet?.rows).toEqual([
      ['器具名称', "'=cmd"],
      ['压力表', "'=1+1"],
      ['水表', "'@SUM(A1)"],
      [expect.anything(), '00123'],
    ]);
    for (const cell of sheet?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
  });

  it('comes out as CSV that Excel reads as UTF-8, quoted where it must be', async () => {
    const csv = await text(streamCsv(COLUMNS, rows(['一号,二号', '说"好"'], ['-1', '两\n行'])));
    expect(csv).toBe('\uFEFF器具名称,\'=cmd\r\n"一号,二号","说""好"""\r\n\'-1,"两\n行"\r\n');
  });

  it('reads no further than its reader', async () => {
    let asked = 0;
    async function* endless() {
      for (;;) yield [String((asked += 1))];
    }
    const stream = streamCsv([{ header: 'a' }], endless());
    for await (const _ of stream) if (asked > 5) break;
    expect(asked).toBeLessThan(100);
  });
});

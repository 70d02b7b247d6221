import { DomainError, type ErrorCode, type ErrorDetails } from '@quanheng/domain';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { refused } from './refusal.js';
import type { MergedCells, SheetRow, Spreadsheet } from './spreadsheet.js';
import type { XlsAnswer, XlsRequest } from './xls-protocol.js';

const LIMITS = { memoryMiB: 320, patienceMs: 15_000 };
/** The built one, also where the tests run the sources. */
const PROCESS = join(import.meta.dirname, '../../dist/reading/xls-process.js');

/**
 * An old binary workbook, read by a library that takes it as a whole: in a process of its own, which is ended when it takes
 * more memory or time than any honest file does.
 * @throws DomainError `import.file-refused` then, and what `parseXls` refuses
 */
export async function openXls(bytes: Uint8Array, limits = LIMITS): Promise<Spreadsheet> {
  const reader = new XlsReader(limits);
  try {
    const { sheets } = (await reader.ask({ bytes })) as { sheets: readonly string[] };
    return {
      format: 'xls',
      sheets,
      rows: (sheet, onMerged) => sheetRows(reader, sheet, onMerged),
      close: async () => reader.end(),
    };
  } catch (error) {
    reader.end();
    throw error;
  }
}

async function* sheetRows(
  reader: XlsReader,
  sheet: string,
  onMerged?: (merged: MergedCells) => void,
): AsyncGenerator<SheetRow> {
  for (let fromRow = 0; ;) {
    const answer = (await reader.ask({ sheet, fromRow })) as Extract<XlsAnswer, { rows: unknown }>;
    for (const row of answer.rows) yield { sheet, ...row };
    if (answer.merged) {
      for (const one of answer.merged) onMerged?.(one);
      return;
    }
    fromRow = answer.rows.at(-1)?.rowNumber ?? 0;
  }
}

/** One question at a time. */
class XlsReader {
  private readonly child: ChildProcess;

  constructor(private readonly limits: typeof LIMITS) {
    this.child = fork(PROCESS, {
      execArgv: [`--max-old-space-size=${limits.memoryMiB}`],
      env: {},
      serialization: 'advanced',
      // What V8 says before it gives up is nobody's to read.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('error', () => undefined);
  }

  async ask(request: XlsRequest): Promise<XlsAnswer> {
    const answer = await new Promise<XlsAnswer>((resolve, reject) => {
      const giveUp = () => {
        clearTimeout(timer);
        this.end();
        reject(refused('old'));
      };
      const timer = setTimeout(giveUp, this.limits.patienceMs);
      this.child.once('exit', giveUp);
      this.child.once('message', (message) => {
        clearTimeout(timer);
        this.child.off('exit', giveUp);
        resolve(message as XlsAnswer);
      });
      this.child.send(request, (error) => error && giveUp());
    });
    if ('code' in answer) throw new DomainError(answer.code as ErrorCode, answer.details as ErrorDetails);
    return answer;
  }

  end(): void {
    this.child.kill('SIGKILL');
  }
}

/** The instruments that pasted lines may speak of. */
interface Named {
  readonly id: string;
  readonly serialNumber: string;
  readonly caseNumber: string;
}

export interface PastedResults {
  /** The instruments' results by item. */
  readonly values: Map<string, Record<string, string>>;
  readonly failed: Map<string, { item: string; result: string }>;
  /** First cells that are no instrument of this batch, one that several have, or one that a line above has taken. */
  readonly unknown: string[];
}

const PASS = /^(合格|pass|p|√|✓)$/i;
const FAIL = /^(不合格|fail|f|×|✗)$/i;
const FAILED_VALUE = /\s*[（(]?(不合格|×|✗)[）)]?$/;
const CONCLUSION = /结论|conclusion|合格/i;
const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/**
 * A block copied from a spreadsheet: first column the serial or sample number, then one column an item, and a
 * conclusion. A first line that names no instrument is the heading; without one the columns follow the record's items.
 */
export function parsePasted(text: string, tasks: readonly Named[], items: readonly string[]): PastedResults {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  const rows = lines.map((line) => line.split('\t').map((cell) => cell.trim()));
  const byName = index(tasks);
  const headed = rows.length > 0 && !byName.has(plain(rows[0]![0]!)) && rows[0]!.length > 1;
  const names = headed ? rows[0]!.slice(1) : items;
  const found: PastedResults = { values: new Map(), failed: new Map(), unknown: [] };
  const taken = new Set<string>();
  for (const [first = '', ...cells] of headed ? rows.slice(1) : rows) {
    const id = byName.get(plain(first));
    if (id && !taken.has(id)) readRow(found, id, names, cells);
    else found.unknown.push(first);
    if (id) taken.add(id);
  }
  return found;
}

/** By serial and by sample number; a serial number that two have names neither. */
function index(tasks: readonly Named[]): Map<string, string | null> {
  const byName = new Map<string, string | null>();
  for (const { id, serialNumber, caseNumber } of tasks) {
    const serial = plain(serialNumber);
    byName.set(serial, byName.has(serial) ? null : id);
    byName.set(plain(caseNumber), id);
  }
  return byName;
}

function readRow(found: PastedResults, id: string, names: readonly string[], cells: readonly string[]): void {
  const values: Record<string, string> = {};
  let failedItem: string | undefined;
  let fails = false;
  cells.forEach((cell, column) => {
    const name = names[column] ?? '';
    if (!name || CONCLUSION.test(name) || column >= names.length) fails ||= FAIL.test(cell);
    else if (cell) {
      const isFailed = FAIL.test(cell) || FAILED_VALUE.test(cell);
      if (isFailed) failedItem ??= name;
      if (!PASS.test(cell) && !FAIL.test(cell)) values[name] = cell.replace(FAILED_VALUE, '');
    }
  });
  if (Object.keys(values).length > 0) found.values.set(id, values);
  const item = failedItem ?? (fails ? (Object.keys(values)[0] ?? names[0]) : undefined);
  if (item || fails) found.failed.set(id, { item: item ?? '', result: values[item ?? ''] ?? '' });
}

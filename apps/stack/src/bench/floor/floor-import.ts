import { promisify } from 'node:util';
import { columnOf } from '@quanheng/database';
import { INSTRUMENT_FIELDS } from '@quanheng/domain';
import type pg from 'pg';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { copyIn } from './copy-in.js';

const COLUMNS = INSTRUMENT_FIELDS.map(({ key }) => columnOf(key));
const DATES = new Set(
  INSTRUMENT_FIELDS.filter(({ kind }) => kind === 'date').map(({ key }) => columnOf(key)),
);

/** The least that takes a workbook into a ledger: scan, COPY into a staging table, INSERT … SELECT. Nothing is judged. */
export async function importFloor(admin: pg.Client, workbook: Buffer, enterpriseId: string): Promise<number> {
  await admin.query('BEGIN');
  await admin.query(
    `CREATE TEMPORARY TABLE stage (${COLUMNS.map((c) => `${c} text`).join(', ')}) ON COMMIT DROP`,
  );
  await copyIn(admin, 'COPY stage FROM STDIN', linesOf(workbook));
  const values = COLUMNS.map((c) => (DATES.has(c) ? `nullif(${c}, '')::date` : `coalesce(${c}, '')`));
  const { rowCount } = await admin.query(
    `INSERT INTO floor_instrument (id, version, enterprise_id, lifecycle, identity_key, search_text, ${COLUMNS.join(', ')})
     SELECT uuidv7(), 1, $1, 'ACTIVE', lower(concat_ws(chr(31), name, model, serial_number, own_number)),
       lower(concat_ws(' ', name, model, serial_number, own_number)), ${values.join(', ')} FROM stage`,
    [enterpriseId],
  );
  await admin.query('COMMIT');
  return rowCount ?? 0;
}

/** Rows behind the header, in the format of COPY, some thousand a chunk. */
async function* linesOf(workbook: Buffer): AsyncGenerator<string> {
  const zip = await promisify<Buffer, object, ZipFile>(yauzl.fromBuffer)(workbook, { lazyEntries: true });
  const parts = await partsOf(zip);
  const strings = await sharedStrings(zip, parts.get('xl/sharedStrings.xml'));
  let rest = '';
  let isHeader = true;
  for await (const chunk of open(zip, parts.get('xl/worksheets/sheet1.xml') as Entry)) {
    const text = rest + chunk;
    const end = text.lastIndexOf('</row>') + 6;
    rest = text.slice(end);
    const rows = text.slice(0, end).split('</row>').slice(0, -1);
    const lines = (isHeader ? rows.slice(1) : rows).map((row) => lineOf(row, strings));
    isHeader &&= rows.length === 0;
    if (lines.length > 0) yield lines.join('');
  }
}

const CELL = /<c r="([A-Z]+)\d+"([^>]*)>(?:<is><t[^>]*>|<v>)([^<]*)/g;

function lineOf(row: string, strings: readonly string[]): string {
  const cells = COLUMNS.map(() => '');
  for (const [, letters = '', attributes = '', value = ''] of row.matchAll(CELL)) {
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    cells[column] = attributes.includes('t="s"') ? (strings[Number(value)] ?? '') : value;
  }
  return `${cells.join('\t')}\n`;
}

async function sharedStrings(zip: ZipFile, entry: Entry | undefined): Promise<string[]> {
  if (!entry) return [];
  let xml = '';
  for await (const chunk of open(zip, entry)) xml += chunk;
  // An empty one counts, too.
  return [...xml.matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, item = '']) => /<t[^>]*>([^<]*)/.exec(item)?.[1] ?? '',
  );
}

async function* open(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  const stream = await promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip))(entry);
  stream.setEncoding('utf8');
  for await (const chunk of stream) yield chunk as string;
}

function partsOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      parts.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(parts));
    zip.once('error', reject);
    zip.readEntry();
  });
}

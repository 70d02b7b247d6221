import { DomainError } from '@quanheng/domain';
import { isDateFormat } from 'hucre';
import { posix } from 'node:path';
import { MAX_CELL_CHARACTERS } from './spreadsheet.js';
import { attribute, decodeEntities, decodeOfficeEscapes, type XmlHandler } from './xml-scanner.js';
import { refused } from './refusal.js';
import { shownNumber, type ShownNumber } from './shown-number.js';
import type { ZipPackage } from './zip-package.js';

/** What the sheets of a workbook have in common. */
export interface XlsxWorkbook {
  /** Visible sheet → its part. */
  readonly sheets: ReadonlyMap<string, string>;
  /** Days count from 1904-01-01, as in workbooks made on old Macs. */
  readonly is1904: boolean;
  /** Read when they are first asked for: a third of a large workbook. */
  readonly sharedStrings: () => Promise<readonly string[]>;
  /** Style numbers that show a number as a date. */
  readonly dateStyles: ReadonlySet<number>;
  /** Style numbers whose format is part of what a number says. */
  readonly shownStyles: ReadonlyMap<number, ShownNumber>;
}

const MAX_SHEETS = 1_000;

/** Built-in formats that are dates in any locale or in the East Asian ones. */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

export async function readXlsxWorkbook(parts: ZipPackage): Promise<XlsxWorkbook> {
  if (!parts.has('_rels/.rels') && parts.has('content.xml')) throw refused('openDocument');
  const workbookPart = await partOfType(parts, '_rels/.rels', 'officeDocument');
  if (workbookPart.endsWith('.bin')) throw refused('binary');
  if (!parts.has(workbookPart)) throw new DomainError('file.unreadable');
  const relations = await readRelations(parts, workbookPart);
  const { sheets, is1904 } = await readSheets(parts, workbookPart, relations);
  const pathOf = (type: string) => relations.find((r) => r.type.endsWith(`/${type}`))?.target ?? '';
  return {
    sheets,
    is1904,
    sharedStrings: once(() => readSharedStrings(parts, pathOf('sharedStrings'))),
    ...(await readStyles(parts, pathOf('styles'))),
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

async function partOfType(parts: ZipPackage, rels: string, type: string): Promise<string> {
  const relations = await scanRelations(parts, rels, '');
  const found = relations.find((relation) => relation.type.endsWith(`/${type}`));
  if (!found) throw new DomainError('file.unreadable');
  return found.target;
}

function readRelations(parts: ZipPackage, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  return scanRelations(parts, posix.join(folder, '_rels', `${posix.basename(part)}.rels`), folder);
}

async function scanRelations(parts: ZipPackage, rels: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = [];
  await parts.scan(rels, {
    ...SILENT,
    open(name, attributes) {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
      const target = attribute(attributes, 'Target') ?? '';
      relations.push({
        id: attribute(attributes, 'Id') ?? '',
        type: attribute(attributes, 'Type') ?? '',
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    },
  });
  return relations;
}

async function readSheets(parts: ZipPackage, path: string, relations: readonly Relation[]) {
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  const sheets = new Map<string, string>();
  let is1904 = false;
  await parts.scan(path, {
    ...SILENT,
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet' || (attribute(attributes, 'state') ?? 'visible') !== 'visible') return;
      const relation = byId.get(attribute(attributes, 'id') ?? '');
      // A chart sheet has a relation of another type and no rows.
      if (relation?.type.endsWith('/worksheet')) {
        sheets.set(attribute(attributes, 'name') ?? '', relation.target);
        if (sheets.size > MAX_SHEETS) throw refused('sheets');
      }
    },
  });
  return { sheets, is1904 };
}

/** Nearly every entry. */
const PLAIN_STRING = /\s*<si><t(?: xml:space="preserve")?>([^<]*)<\/t><\/si>/y;

/** One text an entry; the runs of rich text are joined, phonetic readings left out. */
async function readSharedStrings(parts: ZipPackage, path: string): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let isText = false;
  let isPhonetic = false;
  await parts.scan(path, {
    leap(xml, at) {
      PLAIN_STRING.lastIndex = at;
      const plain = PLAIN_STRING.exec(xml)?.[1];
      if (plain === undefined) return at;
      strings.push(decodeOfficeEscapes(decodeEntities(plain)));
      return PLAIN_STRING.lastIndex;
    },
    open(name) {
      if (name === 'si') current = '';
      if (name === 'rPh') isPhonetic = true;
      if (name === 't') isText = !isPhonetic;
    },
    text(text) {
      if (isText) current += text;
      if (current.length > MAX_CELL_CHARACTERS) throw refused('text');
    },
    close(name) {
      if (name === 't') isText = false;
      if (name === 'rPh') isPhonetic = false;
      if (name === 'si') strings.push(decodeOfficeEscapes(current));
    },
  });
  return strings;
}

async function readStyles(
  parts: ZipPackage,
  path: string,
): Promise<Pick<XlsxWorkbook, 'dateStyles' | 'shownStyles'>> {
  const formats = new Map<number, string>();
  const dateStyles = new Set<number>();
  const shownStyles = new Map<number, ShownNumber>();
  let style = -1;
  await parts.scan(path, {
    ...SILENT,
    open(name, attributes) {
      if (name === 'numFmt') {
        formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      }
      if (name === 'cellXfs') style = 0;
      if (name !== 'xf' || style < 0) return;
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      const shown = shownNumber(formats.get(id), id);
      if (isDayFormat(formats.get(id), id)) dateStyles.add(style);
      else if (shown) shownStyles.set(style, shown);
      style += 1;
    },
    close(name) {
      if (name === 'cellXfs') style = -1;
    },
  });
  return { dateStyles, shownStyles };
}

function isDayFormat(code: string | undefined, id: number): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id);
  // A time alone (h:mm) is no date; a date shows its day or its year.
  return isDateFormat(code) && /[yd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]/g, ''));
}

const SILENT: XmlHandler = { open: () => undefined, close: () => undefined, text: () => undefined };

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}

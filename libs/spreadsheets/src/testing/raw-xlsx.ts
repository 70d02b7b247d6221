import { zip, type ZipPart } from './zip.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface RawSheet {
  readonly name: string;
  /** What stands between `<sheetData>` and its end. */
  readonly rows: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** Before the data, such as a dimension; after them, such as merged cells. */
  readonly before?: string;
  readonly after?: string;
}

export interface RawWorkbook {
  readonly sheets: readonly RawSheet[];
  readonly is1904?: boolean;
  readonly sharedStrings?: readonly string[];
  readonly styles?: string;
  /** Put into every XML part behind its first line. */
  readonly prologue?: string;
  readonly moreParts?: readonly ZipPart[];
}

/** An xlsx written letter by letter, in the order in which Excel writes its parts. */
export function rawXlsx(workbook: RawWorkbook): Buffer {
  return zip([...rawParts(workbook), ...(workbook.moreParts ?? [])]);
}

export function rawParts(workbook: RawWorkbook): ZipPart[] {
  const { sheets, prologue = '' } = workbook;
  const xml = (name: string, content: string): ZipPart => ({
    name,
    content: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n${prologue}${content}`,
  });
  return [
    xml(
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    xml('_rels/.rels', relations([['rId1', 'officeDocument', 'xl/workbook.xml']])),
    xml('xl/workbook.xml', workbookXml(workbook)),
    xml('xl/_rels/workbook.xml.rels', workbookRelations(workbook)),
    ...sheets.map((sheet, index) => xml(`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet))),
    xml('xl/styles.xml', `<styleSheet xmlns="${MAIN}">${workbook.styles ?? ''}</styleSheet>`),
    xml(
      'xl/sharedStrings.xml',
      `<sst xmlns="${MAIN}">${(workbook.sharedStrings ?? []).map(entry).join('')}</sst>`,
    ),
  ];
}

const entry = (content: string) => `<si>${content.startsWith('<') ? content : `<t>${content}</t>`}</si>`;

function workbookXml({ sheets, is1904 }: RawWorkbook): string {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  );
  const properties = is1904 ? '<workbookPr date1904="1"/>' : '<workbookPr/>';
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${properties}<sheets>${list.join('')}</sheets></workbook>`;
}

function workbookRelations({ sheets }: RawWorkbook): string {
  return relations([
    ...sheets.map((_, i) => [`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`] as const),
    [`rId${sheets.length + 1}`, 'styles', 'styles.xml'],
    [`rId${sheets.length + 2}`, 'sharedStrings', 'sharedStrings.xml'],
  ]);
}

function relations(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  const items = list.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${items.join('')}</Relationships>`;
}

function sheetXml({ rows, before = '', after = '' }: RawSheet): string {
  return `<worksheet xmlns="${MAIN}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
}

/** A row of texts as `<row>`; cells say where they stand. */
export function rowXml(number: number, texts: readonly string[]): string {
  const cells = texts.map((text, index) => {
    const reference = String.fromCharCode(65 + index) + number;
    return `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}

export const HEADER_ROW = rowXml(1, ['器具名称', '型号规格', '出厂编号']);

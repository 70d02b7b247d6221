import { INSTRUMENT_FIELDS, type InstrumentFieldKey } from '@quanheng/domain';
import { writeXlsx } from 'hucre/xlsx';

/** A clerk's workbook: the template's columns, `rows` correct instruments; `mark` keeps two workbooks apart. */
export async function makeWorkbook(rows: number, mark: string): Promise<Buffer> {
  const lines = Array.from({ length: rows }, (_, index) =>
    INSTRUMENT_FIELDS.map(({ key, example }) => cellOf(key, example, index, mark)),
  );
  const header = INSTRUMENT_FIELDS.map((field) => field.header);
  return Buffer.from(await writeXlsx({ sheets: [{ name: '台账', rows: [header, ...lines] }] }));
}

function cellOf(key: InstrumentFieldKey, example: string, index: number, mark: string): string {
  if (key === 'serialNumber') return `${mark}-${String(index).padStart(6, '0')}`;
  if (key === 'ownNumber') return `ZB-${index}`;
  if (key === 'location') return `${1 + (index % 40)} 号车间`;
  if (key === 'validUntil') return `2027-0${1 + (index % 9)}-15`;
  return example;
}

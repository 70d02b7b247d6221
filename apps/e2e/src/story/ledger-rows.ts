import { addDays, type BusinessDate, type InstrumentFieldKey } from '@quanheng/domain';

/** What a clerk types into one row of the template: the digits of the guide ★. */
export type LedgerRow = Readonly<Partial<Record<InstrumentFieldKey, string>>>;

export interface Group {
  readonly size: number;
  readonly name: string;
  readonly row: LedgerRow;
}

const COMMON: LedgerRow = {
  manufacturer: '演示仪表厂',
  origin: '1',
  usageState: '2',
  instrumentType: '3',
  regionCode: '441202',
};

/** Three kinds: what is brought in, and what two laboratories go out for. Together 200. */
export const GROUPS = {
  gauges: {
    size: 100,
    name: '一般压力表',
    row: {
      ...COMMON,
      name: '一般压力表',
      model: 'Y-100',
      measuringRange: '(0～1.6)MPa',
      accuracyClass: '1.6级',
      purpose: '1',
      verificationMode: '1',
      categoryCode: '91601',
      location: '锅炉房',
    },
  },
  dispensers: {
    size: 60,
    name: '燃油加油机',
    row: {
      ...COMMON,
      name: '燃油加油机',
      model: 'DEMO-30',
      measuringRange: '(5～50)L/min',
      accuracyClass: '0.3级',
      purpose: '4',
      verificationMode: '2',
      categoryCode: '90801',
      location: '加油区',
    },
  },
  scales: {
    size: 40,
    name: '电子汽车衡',
    row: {
      ...COMMON,
      name: '电子汽车衡',
      model: 'SCS-100',
      measuringRange: '(0～100)t',
      accuracyClass: 'Ⅲ级',
      purpose: '4',
      verificationMode: '2',
      categoryCode: '90201',
      location: '1 号门岗',
    },
  },
} as const satisfies Record<string, Group>;

/** 200 rows, all of them right. */
export function ledgerRows(mark: string, today: BusinessDate): LedgerRow[] {
  return Object.entries(GROUPS).flatMap(([key, { size, row }]) =>
    Array.from({ length: size }, (_, index) => {
      const number = String(index + 1).padStart(3, '0');
      return {
        ...row,
        serialNumber: `${mark}-${key.charAt(0).toUpperCase()}${number}`,
        ownNumber: `YS-${key.charAt(0).toUpperCase()}${number}`,
        manufacturedOn: addDays(today, -700),
        inUseSince: addDays(today, -400),
      };
    }),
  );
}

/** A wrong cell of the upload: where it is, what stands there, and what belongs there. */
export interface WrongCell {
  /** Index into the rows. */
  readonly row: number;
  readonly field: InstrumentFieldKey;
  readonly wrong: string;
}

/** Chinese in a coded cell, a code that doesn't exist, a digit that isn't allowed, a date that never was ... */
export const WRONG_CELLS: readonly WrongCell[] = [
  { row: 3, field: 'origin', wrong: '本地' },
  { row: 17, field: 'regionCode', wrong: '441299' },
  { row: 42, field: 'purpose', wrong: '5' },
  { row: 88, field: 'manufacturedOn', wrong: '2026-02-30' },
  { row: 120, field: 'categoryCode', wrong: '99999' },
  { row: 150, field: 'model', wrong: '' },
];

/** ... and a row whose four identifying fields are those of another one ★. */
export const DUPLICATE = { row: 199, of: 198 };

export function withMistakes(rows: readonly LedgerRow[]): LedgerRow[] {
  const spoilt = rows.map((row) => ({ ...row }));
  for (const { row, field, wrong } of WRONG_CELLS) spoilt[row] = { ...spoilt[row], [field]: wrong };
  spoilt[DUPLICATE.row] = { ...spoilt[DUPLICATE.of] };
  return spoilt;
}

import { INSTRUMENT_FIELDS } from './instrument.fields.js';

/** A column of the ledger as a file: its fields, and what follows from its state. */
export interface LedgerColumn {
  readonly key: string;
  readonly header: string;
  readonly en: string;
}

const STATES: readonly LedgerColumn[] = [
  { key: 'lifecycle', header: '在用状态', en: 'Lifecycle' },
  { key: 'validityStatus', header: '检定状态', en: 'Validity' },
  { key: 'filingStatus', header: '备案状态', en: 'Filing' },
  { key: 'institutionName', header: '检定机构', en: 'Verification institution' },
  { key: 'filedOn', header: '备案通过日期', en: 'Filed on' },
  { key: 'appointmentNumber', header: '约检单号', en: 'Appointment' },
  { key: 'labelCode', header: '标签编号', en: 'Label no.' },
];

/** Codes are followed by what they stand for, so that a file is read without the catalogue at hand. */
const NAMES: readonly LedgerColumn[] = [
  { key: 'kindName', header: '种别', en: 'Kind' },
  { key: 'regionName', header: '所属地', en: 'Region' },
];

/** What an export may hold, in this order. */
export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  ...INSTRUMENT_FIELDS.map(({ key, header, en }) => ({ key, header, en })),
  ...NAMES,
  ...STATES,
];

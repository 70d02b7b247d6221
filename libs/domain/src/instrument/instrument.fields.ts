import {
  INSTRUMENT_TYPES,
  ORIGINS,
  PURPOSES,
  USAGE_STATES,
  VERIFICATION_MODES,
  type CodeChoice,
} from './instrument.codes.js';
import { SYNONYMS } from './instrument.synonyms.js';

export type FieldKind = 'text' | 'code' | 'region' | 'category' | 'date';

/** One column of the ledger: its key in the API, its header in the template and its rule (`domain.md` section 3). */
export interface InstrumentField {
  readonly key: InstrumentFieldKey;
  readonly header: string;
  readonly en: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly max?: number;
  readonly choices?: readonly CodeChoice[];
  /** Other headers under which clerks' own workbooks carry this column. Compared after normalisation. */
  readonly synonyms: readonly string[];
  readonly example: string;
}

export type InstrumentFieldKey =
  | 'name'
  | 'model'
  | 'serialNumber'
  | 'ownNumber'
  | 'manufacturer'
  | 'measuringRange'
  | 'accuracyClass'
  | 'origin'
  | 'usageState'
  | 'purpose'
  | 'instrumentType'
  | 'verificationMode'
  | 'regionCode'
  | 'categoryCode'
  | 'location'
  | 'typeApprovalNumber'
  | 'manufacturedOn'
  | 'inUseSince'
  | 'lastVerifiedOn'
  | 'validUntil'
  | 'remark';

type Extra = Pick<InstrumentField, 'choices'>;

const field = (
  key: InstrumentFieldKey,
  header: string,
  en: string,
  kind: FieldKind,
  required: boolean,
  max: number | undefined,
  example: string,
  extra: Extra = {},
): InstrumentField => ({ key, header, en, kind, required, max, example, synonyms: SYNONYMS[key], ...extra });

/** The one table of the ledger's columns, in the template's order. Which are red was a picture in the guide: our proposal. */
export const INSTRUMENT_FIELDS: readonly InstrumentField[] = [
  field('name', '器具名称', 'Instrument name', 'text', true, 100, '电子汽车衡'),
  field('model', '型号规格', 'Model / specification', 'text', true, 100, 'SCS-100'),
  field('serialNumber', '出厂编号', 'Serial number', 'text', true, 100, 'SN20260001'),
  field('ownNumber', '自编号', 'Own (asset) number', 'text', false, 100, 'CZ-01'),
  field('manufacturer', '制造厂商', 'Manufacturer', 'text', true, 200, '演示衡器厂'),
  field('measuringRange', '测量范围', 'Measuring range', 'text', true, 200, '(0～100)t'),
  field('accuracyClass', '准确度等级', 'Accuracy class', 'text', true, 100, 'Ⅲ级'),
  field('origin', '生产地', 'Origin', 'code', true, undefined, '1', {
    choices: ORIGINS,
  }),
  field('usageState', '器具状态', 'Usage state', 'code', true, undefined, '1', {
    choices: USAGE_STATES,
  }),
  field('purpose', '器具用途', 'Purpose', 'code', true, undefined, '4', {
    choices: PURPOSES,
  }),
  field('instrumentType', '器具类型', 'Instrument type', 'code', true, undefined, '3', {
    choices: INSTRUMENT_TYPES,
  }),
  field('verificationMode', '检定方式', 'Verification mode', 'code', true, undefined, '2', {
    choices: VERIFICATION_MODES,
  }),
  field('regionCode', '所属地代码', 'Region code', 'region', true, 6, '441202'),
  field('categoryCode', '种别代码', 'Category code', 'category', true, 20, '90201'),
  field('location', '安装(使用)地点', 'Place of use', 'text', true, 200, '1 号门岗'),
  field('typeApprovalNumber', '型式批准/许可证号', 'Type approval no.', 'text', false, 100, ''),
  field('manufacturedOn', '出厂日期', 'Manufactured on', 'date', false, undefined, '2026-01-05'),
  field('inUseSince', '启用日期', 'In use since', 'date', false, undefined, '2026-03-01'),
  field('lastVerifiedOn', '上次检定日期', 'Last verified on', 'date', false, undefined, ''),
  field('validUntil', '有效期至', 'Valid until', 'date', false, undefined, ''),
  field('remark', '备注', 'Remark', 'text', false, 500, ''),
];

export const INSTRUMENT_FIELD = Object.fromEntries(INSTRUMENT_FIELDS.map((f) => [f.key, f])) as Readonly<
  Record<InstrumentFieldKey, InstrumentField>
>;

/** Locked while filed: changing them needs a change request and filing again (`domain.md` section 3). */
export const LOCKED_WHEN_FILED: readonly InstrumentFieldKey[] = [
  'name',
  'model',
  'serialNumber',
  'ownNumber',
  'categoryCode',
  'verificationMode',
  'validUntil',
  'lastVerifiedOn',
];

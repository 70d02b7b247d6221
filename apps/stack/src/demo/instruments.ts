import { InstrumentEntity, type Transaction } from '@quanheng/database';
import {
  addDays,
  identityKey,
  normalizeText,
  type BusinessDate,
  type Purpose,
  type VerificationMode,
} from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';

interface Sample {
  readonly name: string;
  readonly model: string;
  readonly categoryCode: string;
  readonly measuringRange: string;
  readonly accuracyClass: string;
  readonly purpose: Purpose;
  readonly mode: VerificationMode;
  /** Days from today to the declared end of validity, one instrument each; null for one that was never verified. */
  readonly validity: readonly (number | null)[];
}

const SAMPLES: readonly Sample[] = [
  {
    name: '燃油加油机',
    model: 'DEMO-30',
    categoryCode: '90801',
    measuringRange: '(5～50)L/min',
    accuracyClass: '0.3级',
    purpose: 'TRADE',
    mode: 'ON_SITE',
    validity: [12, 25, 90, 140, -6, null],
  },
  {
    name: '电子汽车衡',
    model: 'DEMO-100',
    categoryCode: '90201',
    measuringRange: '(0～100)t',
    accuracyClass: 'Ⅲ级',
    purpose: 'TRADE',
    mode: 'ON_SITE',
    validity: [200, null],
  },
  {
    name: '一般压力表',
    model: 'DEMO-1.6',
    categoryCode: '91601',
    measuringRange: '(0～1.6)MPa',
    accuracyClass: '1.6级',
    purpose: 'SAFETY',
    mode: 'BRING_IN',
    validity: [8, 60, -20, null, null],
  },
  {
    name: '可燃气体检测报警器',
    model: 'DEMO-LEL',
    categoryCode: '92901',
    measuringRange: '(0～100)%LEL',
    accuracyClass: '±5%FS',
    purpose: 'SAFETY',
    mode: 'BRING_IN',
    validity: [150, null, null],
  },
];

/** A small ledger in every state of validity, so that the first look shows how the screens speak. Nothing is filed yet. */
export async function seedInstruments(tx: Transaction, enterpriseId: string): Promise<void> {
  let serial = 0;
  for (const sample of SAMPLES) {
    for (const days of sample.validity) {
      await tx.manager.save(
        InstrumentEntity,
        toInstrument(sample, ++serial, enterpriseId, days === null ? null : addDays(tx.today, days)),
      );
    }
  }
}

function toInstrument(
  { validity: _, mode, ...sample }: Sample,
  serial: number,
  enterpriseId: string,
  validUntil: BusinessDate | null,
) {
  const identity = {
    name: sample.name,
    model: sample.model,
    serialNumber: `DEMO-${String(serial).padStart(4, '0')}`,
    ownNumber: `YS-${serial}`,
  };
  return {
    ...sample,
    ...identity,
    id: uuidv7(),
    enterpriseId,
    verificationMode: mode,
    identityKey: identityKey(identity),
    searchText: normalizeText(Object.values(identity).join(' ')),
    manufacturer: '演示仪表厂',
    origin: 'DOMESTIC' as const,
    usageState: validUntil ? ('IN_USE' as const) : ('NEW' as const),
    instrumentType: 'WORKING_INSTRUMENT' as const,
    regionCode: '441202',
    location: '演示站区',
    lifecycle: 'ACTIVE' as const,
    validUntil,
    validUntilDeclared: validUntil !== null,
  };
}

import { GAUGE } from './scenario.js';

let count = 0;

/** A request body that adds a new instrument. */
export const anInstrument = (change: object = {}) => ({
  name: '压力表',
  model: 'Y-100',
  serialNumber: `SN-${++count}`,
  manufacturer: '演示仪表厂',
  measuringRange: '(0～1.6)MPa',
  accuracyClass: '1.6级',
  origin: 'DOMESTIC',
  usageState: 'IN_USE',
  purpose: 'SAFETY',
  instrumentType: 'WORKING_INSTRUMENT',
  verificationMode: 'BRING_IN',
  regionCode: '441202',
  categoryCode: GAUGE,
  location: '一号车间',
  ...change,
});

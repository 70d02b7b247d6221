import { maskIdNumber, maskPhone } from '../account/id-number.js';

const PHONE = /(mobile|phone)$/i;
const ID_NUMBER = /idNumber$/i;

/** What an event recorded, with numbers of persons masked wherever they stand (`domain.md` section 10). */
export function maskPersonal<T>(value: T): T {
  if (Array.isArray(value)) return value.map(maskPersonal) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskField(key, each)])) as T;
}

function maskField(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return maskPersonal(value);
  if (ID_NUMBER.test(key)) return maskIdNumber(value);
  return PHONE.test(key) ? maskPhone(value) : value;
}

import { Choice, Id, Nested, Text } from '../platform/fields.js';
import { LookupDto } from './receipt.dto.js';

export const SCANNED = [
  'APPOINTMENT',
  'RECEIPT',
  'CERTIFICATE',
  'FILING',
  'REGISTRATION',
  'PROFILE_CHANGE',
] as const;
export type Scanned = (typeof SCANNED)[number];

/** What lies on the counter: an appointment to receive, or another record to be opened. */
export class ScanDto {
  @Choice(SCANNED, { name: 'Scanned' }) kind: Scanned;
  @Id() id: string;
  @Text({ max: 40, description: 'Its number, as on the paper' }) number: string;
  @Nested(() => LookupDto, { nullable: true, description: 'APPOINTMENT: what is expected of it' })
  lookup: LookupDto | null;
}

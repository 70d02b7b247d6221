import { Text } from '../platform/fields.js';

/** Why somebody's numbers are looked at in full; it goes to the audit log (`domain.md` section 10). */
export class UnmaskDto {
  @Text({ min: 2, max: 300, example: '与身份证原件核对' }) reason: string;
}

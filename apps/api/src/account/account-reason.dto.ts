import { Text } from '../platform/fields.js';

export class AccountReasonDto {
  @Text({ max: 500, min: 1, description: 'Kept in the audit log' }) reason: string;
}

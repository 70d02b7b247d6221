import type { Role } from '@quanheng/domain';
import { DateField, InstantField, ListOf, Text, TextList } from '../platform/fields.js';

export class DemoAccountDto {
  @Text({ max: 50 }) loginName: string;
  @Text({ max: 100 }) displayName: string;
  @TextList({ max: 20, maxLength: 50 }) roles: Role[];
  @Text({ max: 100 }) password: string;
  @Text({ max: 100, nullable: true, description: 'Shown folded, under this heading' }) group: string | null;
}

export class DemoAccountListDto {
  @ListOf(() => DemoAccountDto) items: DemoAccountDto[];
}

export class MoveClockDto {
  @DateField({ description: 'What today becomes; the time of day goes on', example: '2027-10-25' })
  on: string;
}

export class DemoClockDto {
  @DateField({ description: 'The business date under which everything runs' }) today: string;
  @InstantField() now: Date;
  @DateField({ description: 'The real date' }) realToday: string;
}

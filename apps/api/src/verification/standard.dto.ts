import { DateField, Id, Integer, ListOf, Text, Bool } from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

export class StandardQuery extends PageQuery {
  @Text({ max: 100, optional: true, description: 'Name or number' }) q?: string;
  @DateField({ optional: true, description: 'Only those valid on this day' }) validOn?: string;
}

export class CreateStandardDto {
  @Text({ max: 200, example: '精密压力表' }) name: string;
  @Text({ max: 100, example: 'BZ-0001' }) number: string;
  @Text({ max: 200, description: 'Accuracy class or uncertainty', example: '0.4 级' }) accuracy: string;
  @DateField() validUntil: string;
  @Id({ optional: true, nullable: true }) departmentId?: string | null;
}

export class UpdateStandardDto {
  @Text({ max: 200, min: 1, optional: true }) name?: string;
  @Text({ max: 100, min: 1, optional: true }) number?: string;
  @Text({ max: 200, min: 1, optional: true }) accuracy?: string;
  @DateField({ optional: true }) validUntil?: string;
  @Id({ optional: true, nullable: true }) departmentId?: string | null;
}

export class StandardDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 200 }) name: string;
  @Text({ max: 100 }) number: string;
  @Text({ max: 200 }) accuracy: string;
  @DateField() validUntil: string;
  @Bool({ description: 'An expired standard can’t be used' }) expired: boolean;
  @Bool({ description: 'Still valid, but not for long' }) expiresSoon: boolean;
  @Id({ nullable: true }) departmentId: string | null;
  @Text({ max: 100, nullable: true }) departmentName: string | null;
}

export class StandardPageDto {
  @ListOf(() => StandardDto) items: StandardDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

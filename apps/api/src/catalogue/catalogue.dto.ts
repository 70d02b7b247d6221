import { PURPOSES, type CatalogueMode, type Purpose } from '@quanheng/domain';
import { Bool, Choice, DateField, Integer, ListOf, Pattern, Text, TextList } from '../platform/fields.js';

const MODES = [
  'PERIODIC',
  'FIRST_ONLY_SCRAP',
  'FIRST_ONLY_LIMITED_USE',
  'NOT_APPLICABLE',
] satisfies CatalogueMode[];

export class RegionQuery {
  @Text({ max: 50, optional: true, description: 'Beginning of the code, part of the name, or its pinyin' })
  q?: string;
  @Pattern(/^\d{6}$/, { max: 6, optional: true, description: 'Only regions directly below this code' })
  parent?: string;
  @Bool({ optional: true, description: 'Also retired codes; default no' }) retired?: boolean;
  @Integer({ min: 1, max: 200, optional: true, description: 'Default 50' }) limit?: number;
}

export class RegionDto {
  @Pattern(/^\d{6}$/, { max: 6, example: '441202' }) code: string;
  @Text({ max: 100, example: '端州区' }) name: string;
  @Text({ max: 200, description: 'With its province and city', example: '广东省 肇庆市 端州区' })
  path: string;
  @Bool() retired: boolean;
  @Pattern(/^\d{6}$/, { max: 6, nullable: true, description: 'The code that took a retired one’s place' })
  successor: string | null;
  @Bool({ description: 'A city-wide code such as 441201 市辖区; people mean a district' }) generic: boolean;
}

export class RegionListDto {
  @ListOf(() => RegionDto) items: RegionDto[];
}

export class CatalogueQuery {
  @Text({
    max: 50,
    optional: true,
    description: 'Beginning of the code, part of the name or of what people call it, or its pinyin',
  })
  q?: string;
  @Bool({ optional: true, description: 'Only kinds subject to compulsory verification' }) fileable?: boolean;
}

export class SuggestionQuery {
  @Text({ max: 100, description: 'Name of an instrument' }) name: string;
}

export class CatalogueItemDto {
  @Text({ max: 20, example: '90201' }) code: string;
  @Text({ max: 100 }) category: string;
  @Text({ max: 100 }) kind: string;
  @Text({ max: 100 }) supervision: string;
  @Choice(MODES) mode: CatalogueMode;
  @Bool() compulsory: boolean;
  @Text({ max: 500, min: 0 }) scope: string;
  @Integer({ min: 1, max: 240, nullable: true }) cycleMonths: number | null;
  @Integer({ min: 1, max: 480, nullable: true }) useLimitMonths: number | null;
  @Text({ max: 500, nullable: true }) useLimitNote: string | null;
  @TextList({ max: 50, maxLength: 50 }) regulations: readonly string[];
  @TextList({ max: PURPOSES.length, maxLength: 20 }) purposes: readonly Purpose[];
}

export class CatalogueListDto {
  @ListOf(() => CatalogueItemDto) items: CatalogueItemDto[];
}

const EDITION_STATES = ['UPCOMING', 'IN_FORCE', 'ENDED'] as const;

export class CatalogueEditionDto {
  @Text({ max: 50 }) id: string;
  @Text({ max: 200 }) title: string;
  @Choice(['DEMO', 'OFFICIAL'], { description: 'DEMO: partial, with provisional codes' })
  status: 'DEMO' | 'OFFICIAL';
  @Choice(EDITION_STATES, { description: 'Today, in Shanghai' }) state: (typeof EDITION_STATES)[number];
  @DateField() effectiveFrom: string;
  @DateField({ nullable: true }) effectiveTo: string | null;
  @Text({ max: 1000, nullable: true }) note: string | null;
}

export class CatalogueEditionListDto {
  @ListOf(() => CatalogueEditionDto) items: CatalogueEditionDto[];
}

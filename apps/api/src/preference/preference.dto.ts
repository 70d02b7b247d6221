import type { ListColumn } from '@quanheng/database';
import { Bool, FreeObject, Id, Integer, ListOf, Pattern, Text } from '../platform/fields.js';

const MAX_COLUMNS = 60;

export class ListColumnDto implements ListColumn {
  @Pattern(/^[\w-]+$/, { max: 60, description: 'Key of the column', example: 'validUntil' }) key: string;
  @Bool() hidden: boolean;
  @Integer({ min: 40, max: 1200, nullable: true, description: 'In pixels; null as the page has it' })
  width: number | null;
}

export class ListColumnsInput {
  @ListOf(() => ListColumnDto, {
    max: MAX_COLUMNS,
    description: 'In the order wanted; empty for the default',
  })
  columns: ListColumnDto[];
}

export class ListViewInput {
  @Text({ max: 40, example: '一个月内到期的压力表' }) name: string;
  @Bool({ description: 'For everybody of the enterprise or institution' }) isShared: boolean;
  @FreeObject({ description: 'Filters of the list, name to text', example: { tab: 'DUE_SOON' } })
  filters: Record<string, string>;
}

/** What is to be changed; what is left out stays. */
export class ListViewChange {
  @Text({ max: 40, optional: true }) name?: string;
  @Bool({ optional: true }) isShared?: boolean;
  @FreeObject({ optional: true, description: 'Filters of the list, name to text' })
  filters?: Record<string, string>;
}

export class ListViewDto extends ListViewInput {
  @Id() id: string;
  @Integer({ min: 1, max: 2_147_483_647 }) version: number;
  @Bool({ description: 'Whether the caller may change it' }) mayChange: boolean;
  @Text({ max: 100, description: 'Who made it' }) madeBy: string;
}

export class ListPreferencesDto {
  @ListOf(() => ListColumnDto, { max: MAX_COLUMNS }) columns: ListColumnDto[];
  @ListOf(() => ListViewDto, { description: 'One’s own and those shared with one, by name' })
  views: ListViewDto[];
}

import { OmitType } from '@nestjs/swagger';
import {
  FIELDS_FOR_MANY,
  instrumentWorkflow,
  LABEL_KINDS,
  LABEL_LAYOUTS,
  LEDGER_COLUMNS,
  LEDGER_TABS,
  type InstrumentFieldKey,
  type LabelKind,
  type LabelLayout,
  type LedgerTab,
  type LifecycleAction,
} from '@quanheng/domain';
import { BulkResultDto, MAX_BULK, VersionedId } from '../platform/bulk.js';
import { Bool, Choice, Id, Ids, InstantField, Integer, ListOf, Nested, Text } from '../platform/fields.js';
import { LedgerFilter } from './ledger-query.dto.js';

const ACTIONS = [...new Set(Object.values(instrumentWorkflow.moves).flatMap((moves) => Object.keys(moves)))];

/** All that match, on whatever page: the same filters as the ledger's list. */
export class LedgerSelectionFilter extends OmitType(LedgerFilter, ['limit', 'cursor'] as const) {
  @Choice(LEDGER_TABS, { optional: true, name: 'LedgerTab' }) tab?: LedgerTab;
}

class FieldValue {
  @Choice(FIELDS_FOR_MANY, { name: 'BulkEditField' }) field: InstrumentFieldKey;
  @Text({ max: 500, nullable: true, description: 'Codes as words, dates YYYY-MM-DD; null empties it' })
  value: string | null;
}

export class BulkEditInput extends FieldValue {
  @ListOf(() => VersionedId, { min: 1, max: MAX_BULK }) items: VersionedId[];
}

export class FilteredBulkEditInput extends FieldValue {
  @Nested(() => LedgerSelectionFilter) filter: LedgerSelectionFilter;
}

export class BulkEditResultDto extends BulkResultDto {
  @Id({ description: 'By which it can be undone' }) bulkEditId: string;
  @Integer({ min: 0, max: MAX_BULK, description: 'The others were so already, or were refused' })
  changed: number;
}

export class BulkEditDto {
  @Id() id: string;
  @Integer({ min: 1, max: 2_147_483_647 }) version: number;
  @Choice(FIELDS_FOR_MANY, { name: 'BulkEditField' }) field: InstrumentFieldKey;
  @Text({ max: 500, nullable: true }) value: string | null;
  @Integer({ min: 0, max: 1_000_000 }) changed: number;
  @Integer({ min: 0, max: 1_000_000, description: 'How many were set back' }) restored: number;
  @Text({ max: 100 }) madeBy: string;
  @InstantField() madeAt: Date;
  @InstantField({ nullable: true }) undoneAt: Date | null;
  @InstantField({ description: 'Until then it can be undone' }) undoableUntil: Date;
  @Bool() undoable: boolean;
}

export class BulkEditListDto {
  @ListOf(() => BulkEditDto) items: BulkEditDto[];
}

class Move {
  @Choice(ACTIONS, { name: 'LifecycleAction' }) action: LifecycleAction;
  @Text({ max: 500, optional: true }) reason?: string;
}

export class BulkMoveInput extends Move {
  @ListOf(() => VersionedId, { min: 1, max: MAX_BULK }) items: VersionedId[];
}

export class FilteredBulkMoveInput extends Move {
  @Nested(() => LedgerSelectionFilter) filter: LedgerSelectionFilter;
}

/** These, or all that match a filter. */
class Selection {
  @Ids({ optional: true, max: MAX_BULK }) ids?: string[];
  @Nested(() => LedgerSelectionFilter, { optional: true, description: 'In place of ids' })
  filter?: LedgerSelectionFilter;
}

export class LabelsInput extends Selection {
  @Choice(LABEL_LAYOUTS, { name: 'LabelLayout' }) layout: LabelLayout;
  @Choice(LABEL_KINDS, { name: 'LabelKind', description: 'STATUS: 合格, 停用 or 封存 with its validity' })
  kind: LabelKind;
}

export class ExportInput extends Selection {
  @Choice(['xlsx', 'csv'], { name: 'ExportFormat' }) format: 'xlsx' | 'csv';
  @ListOf(() => ExportColumn, { min: 1, max: 60 }) columns: ExportColumn[];
}

export class ExportColumn {
  @Choice(LEDGER_COLUMNS.map(({ key }) => key), { name: 'LedgerColumnKey' })
  key: string;
}

import { LedgerSelectionFilter } from '../instrument/bulk.dto.js';
import { Id, Ids, Integer, ListOf, Nested, Text } from '../platform/fields.js';

export class BranchInput {
  @Text({ max: 100, example: '演示一分厂' }) name: string;
  @Text({ max: 100, optional: true, nullable: true }) contactPerson?: string | null;
  @Text({ max: 50, optional: true, nullable: true }) phone?: string | null;
}

export class BranchDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 100 }) name: string;
  @Text({ max: 100, nullable: true }) contactPerson: string | null;
  @Text({ max: 50, nullable: true }) phone: string | null;
  @Integer({ min: 0, max: 1_000_000, description: 'Active ones' }) members: number;
  @Integer({ min: 0, max: 1_000_000 }) instruments: number;
}

export class BranchListDto {
  @ListOf(() => BranchDto) items: BranchDto[];
}

class BranchChoice {
  @Id({ nullable: true, description: 'Null: of no branch, seen by all members' }) branchId: string | null;
}

export class AssignBranchDto extends BranchChoice {
  @Ids({ max: 1000 }) instrumentIds: string[];
}

export class FilteredAssignBranchDto extends BranchChoice {
  @Nested(() => LedgerSelectionFilter) filter: LedgerSelectionFilter;
}

export class AssignedDto {
  @Integer({ min: 0, max: 1000, description: 'Instruments that were of another branch before' })
  changed: number;
}

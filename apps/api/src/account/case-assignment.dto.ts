import { Bool, Choice, Id, ListOf, Text } from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

export const ASSIGNMENTS = ['MINE', 'UNASSIGNED'] as const;

/** The filters of a reviewer's list. */
export class AssignmentQuery extends PageQuery {
  @Text({ max: 100, optional: true, description: 'Name, credit code or case number' }) q?: string;
  @Choice(ASSIGNMENTS, {
    optional: true,
    name: 'CaseAssignment',
    description: 'Only those of the caller, or of nobody',
  })
  assigned?: (typeof ASSIGNMENTS)[number];
}

export class AssigneeDto {
  @Id() id: string;
  @Text({ max: 100 }) name: string;
  @Bool({ description: 'Whether it is the caller' }) mine: boolean;
}

export class AssigneeListDto {
  @ListOf(() => AssigneeDto) items: AssigneeDto[];
}

export class AssignDto {
  @Id({ nullable: true, description: 'A reviewer of the same institution; null gives it back to all' })
  accountId: string | null;
}

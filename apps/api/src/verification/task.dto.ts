import {
  CONCLUSIONS,
  statuses,
  TASK_SCOPES,
  taskWorkflow,
  VERIFICATION_MODES,
  type CatalogueMode,
  type Conclusion,
  type TaskAction,
  type TaskScope,
  type TaskStatus,
  type VerificationMode,
} from '@quanheng/domain';
import { MAX_BULK, VersionedId } from '../platform/bulk.js';
import {
  Bool,
  Choice,
  DateField,
  FreeObject,
  Id,
  Ids,
  InstantField,
  Integer,
  ListOf,
  Nested,
  Text,
  TextList,
} from '../platform/fields.js';
import { PageQuery } from '../platform/paging.js';

const STATUSES = statuses(taskWorkflow);
const MODES = VERIFICATION_MODES.map((mode) => mode.word);
const KIND_MODES = ['PERIODIC', 'FIRST_ONLY_SCRAP', 'FIRST_ONLY_LIMITED_USE', 'NOT_APPLICABLE'];
const MAX_RESULTS = 100;

export class TaskScopeQuery {
  @Choice(TASK_SCOPES, { optional: true, name: 'TaskScope' }) scope?: TaskScope;
  @Id({ optional: true }) departmentId?: string;
  @Id({ optional: true, description: 'In whose hands' }) verifierId?: string;
  @Choice(MODES, { optional: true, name: 'VerificationMode' }) mode?: VerificationMode;
  @Bool({ optional: true }) overdue?: boolean;
  @Bool({ optional: true }) nearDue?: boolean;
  @Text({ max: 100, optional: true }) q?: string;
}

export class TaskQuery extends PageQuery {
  @Choice(STATUSES, { optional: true, name: 'TaskStatus' }) status?: TaskStatus;
  @Choice(TASK_SCOPES, { optional: true, name: 'TaskScope' }) scope?: TaskScope;
  @Id({ optional: true }) departmentId?: string;
  @Id({ optional: true, description: 'In whose hands' }) verifierId?: string;
  @Choice(MODES, { optional: true, name: 'VerificationMode' }) mode?: VerificationMode;
  @Bool({ optional: true, description: 'Only those that the caller verifies' }) mine?: boolean;
  @Bool({ optional: true, description: 'Only those past their due date' }) overdue?: boolean;
  @Bool({ optional: true, description: 'Only those that near their due date' }) nearDue?: boolean;
  @Text({ max: 20, optional: true }) categoryCode?: string;
  @Id({ optional: true }) receiptId?: string;
  @Id({ optional: true }) appointmentId?: string;
  @Text({ max: 100, optional: true, description: 'Number, enterprise, name, model, serial or own number' })
  q?: string;
}

export class TaskRowDto {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
  @Text({ max: 40, description: 'On the label of the item', example: 'I20261123-00001-4' })
  caseNumber: string;
  @Choice(STATUSES, { name: 'TaskStatus' }) status: TaskStatus;
  @DateField() dueOn: string;
  @Text({ max: 200 }) enterpriseName: string;
  @Text({ max: 100 }) instrumentName: string;
  @Text({ max: 100 }) model: string;
  @Text({ max: 100 }) serialNumber: string;
  @Text({ max: 20 }) categoryCode: string;
  @Choice(MODES, { name: 'VerificationMode' }) mode: VerificationMode;
  @Id() departmentId: string;
  @Text({ max: 100, nullable: true }) departmentName: string | null;
  @Id({ nullable: true }) verifierId: string | null;
  @Text({ max: 100, nullable: true }) verifierName: string | null;
  @Text({ max: 100, nullable: true }) checkerName: string | null;
  @Choice(CONCLUSIONS, { nullable: true, name: 'Conclusion' }) conclusion: Conclusion | null;
  @DateField({ nullable: true }) verifiedOn: string | null;
  @DateField({ nullable: true }) validUntil: string | null;
  @Bool({ description: 'Open and past its due date' }) overdue: boolean;
  @Bool({ description: 'Open and near its due date' }) nearDue: boolean;
  @TextList({ max: 20, maxLength: 20, description: 'What the caller may do with it now' })
  actions: TaskAction[];
}

export class TaskPageDto {
  @ListOf(() => TaskRowDto) items: TaskRowDto[];
  @Text({ max: 1000, nullable: true }) next: string | null;
}

export class TaskCountsDto {
  @FreeObject({ description: 'Status → how many; of what is not over' }) counts: Record<string, number>;
  @Integer({ min: 0, max: 1_000_000_000, description: 'In the caller’s hands' }) mine: number;
  @Integer({ min: 0, max: 1_000_000_000, description: 'Of the caller’s department' }) department: number;
  @Integer({ min: 0, max: 1_000_000_000, description: 'That nobody has taken, of the caller’s department' })
  unassigned: number;
  @Integer({ min: 0, max: 1_000_000_000, description: 'Near their due date' }) nearDue: number;
  @Integer({ min: 0, max: 1_000_000_000, description: 'Past their due date' }) overdue: number;
  @DateField({ description: 'The business date of this answer' }) today: string;
}

export class StandardUsedDto {
  @Id() id: string;
  @Text({ max: 200 }) name: string;
  @Text({ max: 100 }) number: string;
  @Text({ max: 200 }) accuracy: string;
  @DateField() validUntil: string;
}

export class ResultDto {
  @Text({ max: 100, example: '示值误差' }) item: string;
  @Text({ max: 200, example: '±0.026 MPa' }) requirement: string;
  @Text({ max: 200, example: '+0.008 MPa' }) result: string;
  @Bool() pass: boolean;
}

/** What the catalogue says of the instrument's kind. */
export class TaskKindDto {
  @Text({ max: 20 }) code: string;
  @Text({ max: 200 }) kind: string;
  @TextList({ max: 50, maxLength: 300 }) regulations: string[];
  @Choice(KIND_MODES, { name: 'CatalogueMode' }) mode: CatalogueMode;
  @Integer({ min: 1, max: 600, nullable: true }) cycleMonths: number | null;
  @Integer({ min: 1, max: 600, nullable: true }) useLimitMonths: number | null;
}

export class TaskDto extends TaskRowDto {
  @DateField({ description: 'The business date of this answer: the latest day of a verification' })
  today: string;
  @Id() appointmentId: string;
  @Text({ max: 40 }) appointmentNumber: string;
  @Id() receiptId: string;
  @Text({ max: 40 }) receiptNumber: string;
  @FreeObject({ description: 'The instrument as it was received: field of the ledger → value' })
  instrument: Record<string, string | null>;
  @Nested(() => TaskKindDto) kind: TaskKindDto;
  @Text({ max: 300, nullable: true }) regulation: string | null;
  @ListOf(() => StandardUsedDto) standards: StandardUsedDto[];
  @Text({ max: 50, nullable: true }) temperature: string | null;
  @Text({ max: 50, nullable: true }) humidity: string | null;
  @Text({ max: 200, nullable: true }) place: string | null;
  @ListOf(() => ResultDto, { max: MAX_RESULTS }) results: ResultDto[];
  @Text({ max: 100, nullable: true }) grantedClass: string | null;
  @Integer({ min: 1, max: 600, nullable: true }) cycleMonths: number | null;
  @Text({ max: 500, nullable: true }) validUntilReason: string | null;
  @DateField({ nullable: true, description: 'What the cycle gives' }) proposedValidUntil: string | null;
  @Text({ max: 1000, nullable: true, description: 'Why it was paused or could not be verified' })
  reason: string | null;
  @Text({ max: 1000, nullable: true }) checkComment: string | null;
  @InstantField({ nullable: true }) submittedAt: Date | null;
  @InstantField({ nullable: true }) checkedAt: Date | null;
  @Id({ nullable: true, description: 'The certificate made from it, once it exists for the caller' })
  certificateId: string | null;
}

/** The record; what is left out stays as it is, null clears it. */
export class RecordDto {
  @Text({ max: 300, optional: true, nullable: true, example: 'JJG 52-2013' }) regulation?: string | null;
  @Ids({ max: 20, min: 0, optional: true, description: 'Reference standards used' }) standardIds?: string[];
  @Text({ max: 50, optional: true, nullable: true, example: '20.5 ℃' }) temperature?: string | null;
  @Text({ max: 50, optional: true, nullable: true, example: '52 %RH' }) humidity?: string | null;
  @Text({ max: 200, optional: true, nullable: true }) place?: string | null;
  @ListOf(() => ResultDto, { max: MAX_RESULTS, optional: true }) results?: ResultDto[];
  @Choice(CONCLUSIONS, { optional: true, nullable: true, name: 'Conclusion' }) conclusion?: Conclusion | null;
  @Text({ max: 100, optional: true, nullable: true, example: '1.6 级' }) grantedClass?: string | null;
  @DateField({ optional: true, nullable: true, description: 'Not after today' }) verifiedOn?: string | null;
  @Integer({
    min: 1,
    max: 600,
    optional: true,
    nullable: true,
    description: 'Months, instead of the catalogue’s cycle or where it has none; with a reason',
  })
  cycleMonths?: number | null;
  @DateField({
    optional: true,
    nullable: true,
    description: 'Left out: as the cycle gives it; another date needs a reason',
  })
  validUntil?: string | null;
  @Text({ max: 500, optional: true, nullable: true }) validUntilReason?: string | null;
}

export class ReasonDto {
  @Text({ max: 500 }) reason: string;
}

export class CheckDto {
  @Choice(['pass', 'return'], { name: 'CheckDecision' }) decision: 'pass' | 'return';
  @Text({ max: 500, optional: true, description: 'Required for return: what to correct' }) comment?: string;
}

/** One instrument that came out otherwise than the rest of its batch. */
export class BatchExceptionDto {
  @Id() id: string;
  @Choice(CONCLUSIONS, { name: 'Conclusion' }) conclusion: Conclusion;
  @ListOf(() => ResultDto, { max: MAX_RESULTS, optional: true }) results?: ResultDto[];
  @Text({ max: 100, optional: true }) grantedClass?: string;
}

export class BatchRecordDto {
  @ListOf(() => VersionedId, { max: MAX_BULK, min: 1 }) items: VersionedId[];
  @Nested(() => RecordDto) record: RecordDto;
  @ListOf(() => BatchExceptionDto, { max: MAX_BULK, optional: true }) exceptions?: BatchExceptionDto[];
}

export class AssignTaskDto {
  @Id({ nullable: true, description: 'The verifier; null: nobody, for one that isn’t under way' })
  verifierId: string | null;
}

export class TaskFilterDto extends TaskScopeQuery {
  @Choice(STATUSES, { optional: true, name: 'TaskStatus' }) status?: TaskStatus;
}

export class AssignByFilterDto extends AssignTaskDto {
  @Nested(() => TaskFilterDto) filter: TaskFilterDto;
}

export const BULK_ACTIONS = ['claim', 'release', 'assign', 'start', 'submit', 'pass', 'return'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export class TaskDecisionsDto {
  @Choice(BULK_ACTIONS, { name: 'TaskBulkAction' }) action: BulkAction;
  @ListOf(() => VersionedId, { max: MAX_BULK, min: 1 }) items: VersionedId[];
  @Text({ max: 500, optional: true, description: 'Required for return' }) comment?: string;
  @Id({ optional: true, nullable: true, description: 'Of assign: to whom' }) verifierId?: string | null;
}

import { VerificationTaskEntity, type Transaction } from '@quanheng/database';
import { DomainError, proposedValidUntil, type CatalogueItem, type VerificationMode } from '@quanheng/domain';
import { findTaskActor, nearDueUntil } from '@quanheng/operations';
import { kindOfTask } from './kind-of-task.js';
import type { TaskDto } from './task.dto.js';
import { standingOf } from './tasks.query.js';

interface Related {
  appointmentNumber: string;
  receiptNumber: string;
  departmentName: string | null;
  certificateId: string | null;
}

/** @throws DomainError `record.not-found` */
export async function getTask(
  tx: Transaction,
  id: string,
  catalogue: ReadonlyMap<string, CatalogueItem>,
): Promise<TaskDto> {
  const task = await tx.manager.findOneBy(VerificationTaskEntity, { id });
  if (!task) throw new DomainError('record.not-found', { id });
  const [related] = await tx.query<Related>(
    `SELECT a.case_number AS "appointmentNumber", r.case_number AS "receiptNumber",
       (SELECT d.name FROM department d WHERE d.id = $4) AS "departmentName",
       (SELECT c.id FROM certificate c WHERE c.task_id = $3 ORDER BY c.id DESC LIMIT 1) AS "certificateId"
     FROM appointment a, receipt r WHERE a.id = $1 AND r.id = $2`,
    [task.appointmentId, task.receiptId, id, task.departmentId],
  );
  const seen = tx.context.kind === 'enterprise' ? withoutFindings(task) : task;
  const standing = standingOf(task, tx, await nearDueUntil(tx), await findTaskActor(tx));
  return { ...toDto(seen, related as Related, catalogue), ...standing, today: tx.today };
}

/** A client follows the progress; what was found is said by the certificate once it is issued. */
function withoutFindings(task: VerificationTaskEntity): VerificationTaskEntity {
  return {
    ...task,
    ...{ regulation: null, standards: [], temperature: null, humidity: null, place: null, results: [] },
    ...{ conclusion: null, grantedClass: null, verifiedOn: null, validUntil: null, validUntilReason: null },
    ...{ cycleMonths: null, checkComment: null },
  };
}

function toDto(
  task: VerificationTaskEntity,
  related: Related,
  catalogue: ReadonlyMap<string, CatalogueItem>,
): Omit<TaskDto, 'today' | 'overdue' | 'nearDue' | 'actions'> {
  const { instrument } = task;
  const kind = kindOfTask(task, catalogue);
  const { createdAt: _created, updatedAt: _updated, enterpriseId: _e, institutionId: _i, ...shown } = task;
  const { appointmentItemId: _a, instrumentId: _n, checkerId: _c, ...own } = shown;
  return {
    ...own,
    ...related,
    instrumentName: instrument['name'] ?? '',
    model: instrument['model'] ?? '',
    serialNumber: instrument['serialNumber'] ?? '',
    categoryCode: kind.code,
    mode: instrument['verificationMode'] as VerificationMode,
    kind: { ...kind, regulations: [...kind.regulations] },
    proposedValidUntil: proposedValidUntil(task, kind),
  };
}

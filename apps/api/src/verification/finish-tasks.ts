import type { Transaction, VerificationTaskEntity } from '@quanheng/database';
import type { CatalogueItem } from '@quanheng/domain';
import { draftCertificates } from '../certificate/draft-certificates.js';
import { endItems } from './end-items.js';
import { kindOfTask } from './kind-of-task.js';

/** A checked record: its item is DONE, and the certificate waits for the signatory (`domain.md`, States). */
export async function finishTasks(
  tx: Transaction,
  tasks: readonly VerificationTaskEntity[],
  catalogue: ReadonlyMap<string, CatalogueItem>,
): Promise<void> {
  await endItems(
    tx,
    tasks.map(({ appointmentId, appointmentItemId }) => ({ appointmentId, appointmentItemId, reason: null })),
    'finish',
  );
  await draftCertificates(
    tx,
    tasks.map((task) => ({ task, mode: kindOfTask(task, catalogue).mode })),
  );
}

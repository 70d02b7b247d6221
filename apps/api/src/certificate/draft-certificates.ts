import { randomBytes } from 'node:crypto';
import {
  CertificateEntity,
  InstitutionEntity,
  type CertificateContent,
  type CertifiedInstrument,
  type Transaction,
  type VerificationTaskEntity,
} from '@quanheng/database';
import { certificateKind, type CatalogueMode } from '@quanheng/domain';
import { namesOnPapers } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';

export interface CheckedTask {
  readonly task: VerificationTaskEntity;
  readonly mode: CatalogueMode;
}

/** 192 random bits: nobody finds a certificate by guessing (`domain.md` section 8). */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** A draft of each checked record, with everything frozen that the paper will state. All tasks are of one institution. */
export async function draftCertificates(tx: Transaction, checked: readonly CheckedTask[]): Promise<void> {
  const [first] = checked;
  if (!first) return;
  const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: first.task.institutionId });
  const names = await namesOnPapers(
    tx,
    checked.map(({ task }) => task.enterpriseId),
  );
  const nameOf = ({ enterpriseId, enterpriseName }: VerificationTaskEntity) =>
    names.get(enterpriseId) ?? enterpriseName;
  const drafts = checked.map((each) => toDraft(each, institution, nameOf(each.task)));
  await tx.manager.insert(CertificateEntity, drafts as never);
  for (const draft of drafts) {
    tx.audit({
      action: 'certificate.draft',
      objectType: 'certificate',
      objectId: draft.id,
      after: { status: 'DRAFT', taskId: draft.taskId, conclusion: draft.conclusion },
      enterpriseId: draft.enterpriseId,
      institutionId: draft.institutionId,
    });
  }
}

function toDraft({ task, mode }: CheckedTask, institution: InstitutionEntity, clientName: string) {
  const instrument = instrumentOf(task);
  const conclusion = task.conclusion ?? 'FAIL';
  return {
    id: uuidv7(),
    version: 1,
    status: 'DRAFT' as const,
    kind: certificateKind(conclusion),
    enterpriseId: task.enterpriseId,
    institutionId: task.institutionId,
    instrumentId: task.instrumentId,
    taskId: task.id,
    clientName,
    instrumentName: instrument.name,
    model: instrument.model,
    serialNumber: instrument.serialNumber,
    content: contentOf(task, instrument, institution, mode),
    conclusion,
    verifiedOn: task.verifiedOn ?? '',
    validUntil: task.validUntil,
    verifierId: task.verifierId ?? '',
    checkerId: task.checkerId ?? '',
    token: newToken(),
  };
}

function instrumentOf({ instrument }: VerificationTaskEntity): CertifiedInstrument {
  const text = (field: string) => instrument[field] ?? '';
  return {
    name: text('name'),
    model: text('model'),
    serialNumber: text('serialNumber'),
    ownNumber: instrument['ownNumber'] || null,
    manufacturer: text('manufacturer'),
    measuringRange: instrument['measuringRange'] ?? null,
    accuracyClass: instrument['accuracyClass'] ?? null,
  };
}

function contentOf(
  task: VerificationTaskEntity,
  instrument: CertifiedInstrument,
  { name, authorizationNumber, address, phone }: InstitutionEntity,
  mode: CatalogueMode,
): CertificateContent {
  return {
    institution: { name, authorizationNumber, address, phone },
    instrument,
    regulation: task.regulation ?? '',
    standards: task.standards,
    temperature: task.temperature ?? '',
    humidity: task.humidity ?? '',
    place: task.place,
    results: task.results,
    grantedClass: task.grantedClass,
    verifierName: task.verifierName ?? '',
    checkerName: task.checkerName ?? '',
    mode,
  };
}

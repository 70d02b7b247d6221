import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { changedFields, DomainError, type ProfileChangePaper } from '@quanheng/domain';
import { EnterpriseEntity, AttachmentEntity } from '@quanheng/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LettersService } from '../account/letters.service.js';
import { AttachmentService } from '../attachment/attachment.service.js';
import { applicantContext, findChangePapers, getByKey, lockByKey } from './applicant.js';
import { CaseKeys } from './case-key.js';
import type { ProfileChangePaperDto } from './profile-change.dto.js';
import { ProfileChangePresenter } from './profile-change.presenter.js';
import { assertEditable } from './profile-change.service.js';

/** The papers of a change, one of each kind, and the new letter of authorisation filled in (`domain.md` §1 ★). */
@Injectable()
export class ProfileChangePapersService {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentService,
    private readonly keys: CaseKeys,
    private readonly letters: LettersService,
    private readonly presenter: ProfileChangePresenter,
  ) {}

  /** Takes the place of the paper of that kind that was there. */
  async put(
    context: TenantContext,
    key: string,
    kind: ProfileChangePaper,
    request: FastifyRequest,
  ): Promise<ProfileChangePaperDto> {
    const opened = this.keys.open(key);
    const applicant = applicantContext(context, opened);
    const maxBytes = await this.database.read(applicant, async (tx) => {
      assertEditable(await getByKey(tx, opened), applicant);
      return tx.settings.paperMaxBytes;
    });
    const rule = { kind, allowed: ['pdf', 'jpg', 'png'], maxBytes } as const;
    const upload = await this.attachments.receive(request, rule);
    return this.database.write(applicant, async (tx) => {
      const change = await lockByKey(tx, opened, null);
      assertEditable(change, applicant);
      await takeOut(tx, change.id, kind);
      const row = await this.attachments.keep(tx, upload, { profileChangeId: change.id });
      tx.audit({ ...eventOf(change, 'put-paper'), after: { kind } });
      const { id, fileName, mediaType, size, createdAt } = row;
      return { id, kind, fileName, mediaType, size, createdAt };
    });
  }

  remove(context: TenantContext, key: string, kind: ProfileChangePaper): Promise<void> {
    const opened = this.keys.open(key);
    const applicant = applicantContext(context, opened);
    return this.database.write(applicant, async (tx) => {
      const change = await lockByKey(tx, opened, null);
      assertEditable(change, applicant);
      if (!(await takeOut(tx, change.id, kind))) throw new DomainError('record.not-found', { kind });
      tx.audit({ ...eventOf(change, 'remove-paper'), after: { kind } });
    });
  }

  async send(
    reply: FastifyReply,
    context: TenantContext,
    key: string,
    kind: ProfileChangePaper,
  ): Promise<FastifyReply> {
    const opened = this.keys.open(key);
    const applicant = applicantContext(context, opened);
    const paper = await this.database.read(applicant, async (tx): Promise<AttachmentEntity | undefined> => {
      const papers = await findChangePapers(tx, (await getByKey(tx, opened)).id);
      return papers.find((each) => each.kind === kind);
    });
    if (!paper) throw new DomainError('record.not-found', { kind });
    return this.attachments.send(reply, applicant, paper.id, true);
  }

  /** Annex 1 of the guide for the new contact, with the data as it will be. */
  async letter(context: TenantContext, key: string): Promise<Buffer> {
    const opened = this.keys.open(key);
    const { row, enterprise } = await this.database.read(applicantContext(context, opened), async (tx) => {
      const change = await getByKey(tx, opened);
      const unit = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: change.enterpriseId });
      return { row: change, enterprise: unit };
    });
    const changed: readonly string[] = changedFields(row.kinds);
    const valueOf = (field: 'enterpriseName' | 'legalRepresentative', now: string) =>
      (changed.includes(field) ? row[field] : null) ?? now;
    return this.letters.authorization({
      enterpriseName: valueOf('enterpriseName', enterprise.name),
      legalRepresentativeName: valueOf('legalRepresentative', enterprise.legalRepresentative),
      legalRepresentativeIdNumber: this.presenter.open(row, 'legalRepresentativeIdNumber'),
      agentName: row.contactPerson,
      agentIdNumber: this.presenter.open(row, 'agentIdNumber'),
    });
  }
}

const eventOf = ({ id, enterpriseId }: { id: string; enterpriseId: string }, step: string) => ({
  action: `profile-change.${step}`,
  objectType: 'profile-change',
  objectId: id,
  enterpriseId,
});

/** Out of sight at once; the daily purge deletes the file. */
async function takeOut(tx: Transaction, profileChangeId: string, kind: string): Promise<boolean> {
  const rows = await tx.query(
    `WITH gone AS (UPDATE attachment SET deleted_at = $3
       WHERE profile_change_id = $1 AND kind = $2 AND deleted_at IS NULL RETURNING id) SELECT id FROM gone`,
    [profileChangeId, kind, tx.now],
  );
  return rows.length > 0;
}

import { Injectable } from '@nestjs/common';
import {
  EnterpriseEntity,
  InstitutionEntity,
  type ProfileChangeEntity,
  type ProfileSnapshot,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  maskIdNumber,
  maskPhone,
  missingChangeFields,
  missingChangePapers,
  type ProfileChangePaper,
} from '@quanheng/domain';
import { findAssignee } from '../account/case-assignment.service.js';
import { SealedText } from '../account/sealed-text.js';
import { findChangePapers } from './applicant.js';
import type { ProfileChangeDto, ProfileDataDto } from './profile-change.dto.js';

export const SEALED = ['legalRepresentativeIdNumber', 'agentIdNumber'] as const;
export type SealedField = (typeof SEALED)[number];

/** A change as its applicant, its enterprise and its reviewer see it (`domain.md` §10). */
@Injectable()
export class ProfileChangePresenter {
  constructor(private readonly sealed: SealedText) {}

  async toDto(tx: Transaction, context: TenantContext, row: ProfileChangeEntity): Promise<ProfileChangeDto> {
    const { id, version, caseNumber, status, kinds, proof, reason, comments } = row;
    const { enterpriseName, legalRepresentative, contactPerson, email, applicantName, applicantEmail } = row;
    const { createdAt, submittedAt, decidedAt } = row;
    const enterprise = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: row.enterpriseId });
    const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: row.institutionId });
    const papers = await findChangePapers(tx, id);
    const missing = missingChangePapers(
      kinds,
      papers.map(({ kind }) => kind),
    );
    const isReviewer = context.kind === 'institution';
    return {
      ...{ id, version, caseNumber, status, kinds, proof, reason, comments },
      ...{ enterpriseName, legalRepresentative, contactPerson, email, applicantName, applicantEmail },
      ...{ createdAt, submittedAt, decidedAt },
      creditCode: enterprise.creditCode,
      before: masked(isOver(row) && row.before ? row.before : toSnapshot(enterprise), isReviewer),
      mobile: row.mobile && isReviewer ? maskPhone(row.mobile) : row.mobile,
      applicantMobile: isReviewer ? maskPhone(row.applicantMobile) : row.applicantMobile,
      legalRepresentativeIdNumber: this.masked(row, 'legalRepresentativeIdNumber'),
      agentIdNumber: this.masked(row, 'agentIdNumber'),
      institution: { id: institution.id, name: institution.name, phone: institution.phone },
      papers: papers.map(({ id, kind, fileName, mediaType, size, createdAt }) => ({
        ...{ id, fileName, mediaType, size, createdAt },
        kind: kind as ProfileChangePaper,
      })),
      missingFields: missingChangeFields(kinds, row),
      missingPapers: missing.map((anyOf) => ({ anyOf })),
      assignedTo: isReviewer ? await findAssignee(tx, row.assignedTo, context) : null,
    };
  }

  /** The whole number, for the letter that states it and for a reviewer who asked. */
  open(row: ProfileChangeEntity, field: SealedField): string | null {
    const sealed = row[field];
    return sealed && this.sealed.open(sealed, placeOf(row.id, field));
  }

  seal(id: string, field: SealedField, idNumber: string): string {
    return this.sealed.seal(idNumber, placeOf(id, field));
  }

  private masked(row: ProfileChangeEntity, field: SealedField): string | null {
    const idNumber = this.open(row, field);
    return idNumber && maskIdNumber(idNumber);
  }
}

const placeOf = (id: string, field: SealedField): string => `profile-change/${id}/${field}`;
const isOver = ({ status }: ProfileChangeEntity) => !['DRAFT', 'SUBMITTED', 'RETURNED'].includes(status);

export function toSnapshot(enterprise: EnterpriseEntity): ProfileSnapshot {
  const { name: enterpriseName, legalRepresentative, contactPerson, mobile, email } = enterprise;
  return { enterpriseName, legalRepresentative, contactPerson, mobile, email };
}

/**
 * The licence's data is public; who the contact is, isn't: an applicant whose proof is still to come must learn nothing
 * about them.
 */
function masked(data: ProfileSnapshot, isReviewer: boolean): ProfileDataDto {
  const mobile = maskPhone(data.mobile);
  if (isReviewer) return { ...data, mobile };
  return { ...data, mobile, contactPerson: maskName(data.contactPerson), email: maskEmail(data.email) };
}

export const maskName = (name: string): string => `${[...name][0] ?? ''}**`;
const maskEmail = (email: string): string => email.replace(/^(.).*(@.*)$/, '$1***$2');

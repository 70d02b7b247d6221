import { Injectable } from '@nestjs/common';
import type { AttachmentEntity, RegistrationEntity, TenantContext, Transaction } from '@quanheng/database';
import {
  addDays,
  ancestors,
  maskIdNumber,
  maskPhone,
  missingFields,
  missingPapers,
  toBusinessDate,
  type PaperKind,
  type ReviewTarget,
} from '@quanheng/domain';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { findAssignee } from './case-assignment.service.js';
import { findInstitution, findPapers, heldAt } from './own-registration.js';
import type { PaperDto, RegistrationDto, ReviewerDto } from './registration.dto.js';
import { SealedText } from './sealed-text.js';

export type SealedField = 'legalRepresentativeIdNumber' | 'agentIdNumber';

/** A registration as the registrant and the reviewer see it: ID numbers masked, to a reviewer the mobile too (`domain.md` §10). */
@Injectable()
export class RegistrationPresenter {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly sealed: SealedText,
  ) {}

  async toDto(tx: Transaction, context: TenantContext, row: RegistrationEntity): Promise<RegistrationDto> {
    const papers = await findPapers(tx, row.id);
    const { id, version, caseNumber, status, registrantKind, enterpriseId, institutionId, reason } = row;
    const missing = missingPapers(
      registrantKind,
      papers.map(({ kind }) => kind as PaperKind),
    );
    const { idCardRetentionDays } = tx.settings;
    return {
      ...{ id, version, caseNumber, status, registrantKind, enterpriseId, institutionId, reason },
      ...(await this.toOrganisation(context, row)),
      institution: toReviewer(await findInstitution(tx, institutionId)),
      papers: papers.map(toPaperDto),
      missingFields: missingFields(registrantKind, row),
      missingPapers: missing.map((anyOf) => ({ anyOf })),
      comments: row.comments.map(({ target, reason, was }) => {
        const corrected = was !== undefined && was !== heldAt(target, row, papers);
        return { target: target as ReviewTarget, reason, corrected };
      }),
      assignedTo: context.kind === 'institution' ? await findAssignee(tx, row.assignedTo, context) : null,
      createdAt: row.createdAt,
      submittedAt: row.submittedAt,
      decidedAt: row.decidedAt,
      idCardsDeletedOn: deletionOf(row, idCardRetentionDays),
      idCardRetentionDays,
    };
  }

  /** The whole number, for the letter that states it and for a reviewer who asked. */
  open(row: RegistrationEntity, field: SealedField): string | null {
    const sealed = row[field];
    return sealed && this.sealed.open(sealed, placeOf(row.id, field));
  }

  seal(id: string, field: SealedField, idNumber: string): string {
    return this.sealed.seal(idNumber, placeOf(id, field));
  }

  private async toOrganisation(context: TenantContext, row: RegistrationEntity) {
    const { enterpriseName, creditCode, regionCode, address, legalRepresentative, agentName } = row;
    const { contactPerson, mobile, email, supervisionPhone } = row;
    return {
      ...{ enterpriseName, creditCode, regionCode, address, legalRepresentative, agentName },
      ...{ contactPerson, email, supervisionPhone },
      mobile: mobile && context.kind === 'institution' ? maskPhone(mobile) : mobile,
      regionName: await this.regionName(regionCode),
      legalRepresentativeIdNumber: this.masked(row, 'legalRepresentativeIdNumber'),
      agentIdNumber: this.masked(row, 'agentIdNumber'),
    };
  }

  private masked(row: RegistrationEntity, field: SealedField): string | null {
    const idNumber = this.open(row, field);
    return idNumber && maskIdNumber(idNumber);
  }

  private async regionName(code: string | null): Promise<string | null> {
    if (!code) return null;
    const regions = await this.catalogue.regions();
    const path = [...ancestors(code).reverse(), code].map((each) => regions.get(each)?.name);
    return path.filter(Boolean).join(' ') || null;
  }
}

export function toPaperDto({ id, kind, fileName, mediaType, size, createdAt }: AttachmentEntity): PaperDto {
  return { id, kind: kind as PaperKind, fileName, mediaType, size, createdAt };
}

/** The first day whose purge finds them old enough (`domain.md` §10); null while nothing is decided for good. */
function deletionOf({ decidedAt, status, registrantKind }: RegistrationEntity, days: number): string | null {
  const isOver = status === 'APPROVED' || status === 'REJECTED';
  if (!isOver || !decidedAt || registrantKind !== 'LEGAL_REPRESENTATIVE') return null;
  return addDays(toBusinessDate(decidedAt), days + 1);
}

const placeOf = (id: string, field: SealedField): string => `registration/${id}/${field}`;

function toReviewer(row: { id: string; name: string; phone: string } | null): ReviewerDto | null {
  return row && { id: row.id, name: row.name, phone: row.phone };
}

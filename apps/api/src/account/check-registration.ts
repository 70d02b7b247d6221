import { Injectable } from '@nestjs/common';
import type { RegistrationEntity, Transaction } from '@quanheng/database';
import {
  checkRegionCode,
  DomainError,
  isValidCreditCode,
  isValidIdNumber,
  normalizeCreditCode,
  normalizeIdNumber,
  type FieldError,
} from '@quanheng/domain';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { findInstitution } from './own-registration.js';
import { RegistrationPresenter, type SealedField } from './registration-presenter.js';
import type { UpdateRegistrationDto } from './registration.dto.js';

const SEALED: readonly SealedField[] = ['legalRepresentativeIdNumber', 'agentIdNumber'];

/** What a registrant typed, judged field by field and brought into the form in which it is stored (`domain.md` §1). */
@Injectable()
export class RegistrationCheck {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly presenter: RegistrationPresenter,
  ) {}

  /** @throws DomainError `request.invalid` with every wrong field at its place */
  async toColumns(
    tx: Transaction,
    id: string,
    body: UpdateRegistrationDto,
  ): Promise<Partial<RegistrationEntity>> {
    // Fields that were left out are there as undefined; only what was sent may change the row.
    const sent = Object.entries(body).filter(([, value]) => value !== undefined);
    const typed: UpdateRegistrationDto = Object.fromEntries(sent);
    if (typed.creditCode) typed.creditCode = normalizeCreditCode(typed.creditCode);
    for (const field of SEALED) if (typed[field]) typed[field] = normalizeIdNumber(typed[field]);
    const errors = [
      ...findCodeErrors(tx, typed),
      ...(await this.findRegionErrors(typed.regionCode)),
      ...(await findInstitutionErrors(tx, typed.institutionId)),
    ];
    if (errors.length > 0) throw new DomainError('request.invalid', {}, errors);
    for (const field of SEALED) {
      if (typed[field]) typed[field] = this.presenter.seal(id, field, typed[field]);
    }
    return typed;
  }

  /** 441201 市辖区 exists, so it passes; the screen warns. A retired code is refused and its successor named. */
  private async findRegionErrors(code: string | null | undefined): Promise<FieldError[]> {
    if (!code) return [];
    const check = checkRegionCode(code, await this.catalogue.regions());
    const pointer = '/regionCode';
    if (check.outcome === 'UNKNOWN') return [{ pointer, code: 'registration.region-unknown' }];
    if (check.outcome !== 'RETIRED') return [];
    const { suggestion } = check;
    if (!suggestion) return [{ pointer, code: 'registration.region-unknown' }];
    const details = { code, suggestion: `${suggestion.code} ${suggestion.name}` };
    return [{ pointer, code: 'registration.region-retired', details }];
  }
}

function findCodeErrors(tx: Transaction, typed: UpdateRegistrationDto): FieldError[] {
  const errors: FieldError[] = [];
  if (typed.creditCode && !isValidCreditCode(typed.creditCode)) {
    errors.push({ pointer: '/creditCode', code: 'registration.credit-code-invalid' });
  }
  for (const field of SEALED) {
    const idNumber = typed[field];
    if (idNumber && !isValidIdNumber(idNumber, tx.today)) {
      errors.push({ pointer: `/${field}`, code: 'registration.id-number-invalid' });
    }
  }
  return errors;
}

async function findInstitutionErrors(tx: Transaction, id: string | null | undefined): Promise<FieldError[]> {
  if (!id || (await findInstitution(tx, id))) return [];
  return [{ pointer: '/institutionId', code: 'registration.institution-unknown' }];
}

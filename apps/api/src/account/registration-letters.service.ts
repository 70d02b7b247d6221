import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { LettersService, type LetterKind } from './letters.service.js';
import { getOwn } from './own-registration.js';
import { RegistrationPresenter } from './registration-presenter.js';

/** The two letters of a registration, with what the registrant typed. */
@Injectable()
export class RegistrationLettersService {
  constructor(
    private readonly database: Database,
    private readonly presenter: RegistrationPresenter,
    private readonly letters: LettersService,
  ) {}

  async render(context: TenantContext, id: string, kind: LetterKind): Promise<Buffer> {
    const row = await this.database.read(context, (tx) => getOwn(tx, context, id));
    const { enterpriseName, supervisionPhone, legalRepresentative, agentName } = row;
    if (kind === 'integrity-pledge') return this.letters.pledge({ enterpriseName, supervisionPhone });
    return this.letters.authorization({
      enterpriseName,
      agentName,
      legalRepresentativeName: legalRepresentative,
      legalRepresentativeIdNumber: this.presenter.open(row, 'legalRepresentativeIdNumber'),
      agentIdNumber: this.presenter.open(row, 'agentIdNumber'),
    });
  }
}

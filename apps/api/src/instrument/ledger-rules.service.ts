import { Injectable } from '@nestjs/common';
import {
  asImportRow,
  buildImportContext,
  DomainError,
  findingText,
  validateImportRow,
  type BusinessDate,
  type Finding,
  type ImportContext,
  type ImportedInstrument,
  type Language,
  type LedgerValues,
} from '@quanheng/domain';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { RemarkDto } from './instrument-view.dto.js';

export interface JudgedInstrument {
  readonly values: ImportedInstrument;
  readonly identityKey: string;
}

const ENDED = 'instrument.category-ended';

/** The rules of the ledger, the same for what is typed, copied, imported or sent (`domain.md` section 3). */
@Injectable()
export class LedgerRules {
  private kept: { readonly of: unknown[]; readonly context: ImportContext } | undefined;

  constructor(private readonly catalogue: CatalogueService) {}

  /** Look-ups over regions and catalogue; kept as long as these stay the same, since they remember what was asked. */
  async context(today: BusinessDate): Promise<ImportContext> {
    const [regions, catalogue, capabilities] = await Promise.all([
      this.catalogue.regions(),
      this.catalogue.catalogue(),
      this.catalogue.capabilities(),
    ]);
    const of = [regions, catalogue, capabilities, today];
    if (!this.kept?.of.every((each, index) => each === of[index])) {
      const context = buildImportContext({
        ...{ regions, today, capabilities },
        catalogue: [...catalogue.values()],
      });
      this.kept = { of, context };
    }
    return (this.kept as { context: ImportContext }).context;
  }

  /**
   * @param before what is stored: a kind that has ended meanwhile may stay, only a new one may not be such
   * @throws DomainError `request.invalid` with a pointer for every field that is wrong
   */
  async judge(input: LedgerValues, today: BusinessDate, before?: LedgerValues): Promise<JudgedInstrument> {
    const { values, findings, identityKey } = validateImportRow(
      asImportRow(input),
      await this.context(today),
    );
    const keepsKind = before !== undefined && before.categoryCode === input.categoryCode;
    const errors = findings.filter(({ level, code }) => level === 'ERROR' && !(keepsKind && code === ENDED));
    if (errors.length > 0 || identityKey === null) {
      throw new DomainError(
        'request.invalid',
        {},
        errors.map(({ field, code, details }) => ({ pointer: `/${field}`, code, details })),
      );
    }
    return { values, identityKey };
  }

  /** What is odd about an instrument of the ledger. */
  async warnings(instrument: LedgerValues, today: BusinessDate, language: Language): Promise<RemarkDto[]> {
    const { findings } = validateImportRow(asImportRow(instrument), await this.context(today));
    return findings
      .filter(({ level, code }) => level === 'WARNING' || code === ENDED)
      .map((found) => toRemark(found, language));
  }
}

function toRemark(found: Finding, language: Language): RemarkDto {
  return { field: found.field, code: found.code, message: findingText(found, language) };
}

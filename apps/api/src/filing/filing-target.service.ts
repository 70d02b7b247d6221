import { Injectable } from '@nestjs/common';
import { CapabilityEntity, InstitutionEntity, type Transaction } from '@quanheng/database';
import { capabilityKey, DomainError, type FilingTarget } from '@quanheng/domain';
import { CatalogueService } from '../catalogue/catalogue.service.js';

/** An institution as the rule of filing sees it, with the catalogue and the regions in force. */
@Injectable()
export class FilingTargetService {
  constructor(private readonly catalogue: CatalogueService) {}

  /** @throws DomainError `filing.institution-unknown` */
  async load(tx: Transaction, institutionId: string): Promise<FilingTarget> {
    const exists = await tx.manager.existsBy(InstitutionEntity, { id: institutionId });
    if (!exists) throw new DomainError('filing.institution-unknown');
    const rows = await tx.manager.findBy(CapabilityEntity, { institutionId });
    return this.withCapabilities(
      tx,
      institutionId,
      rows.map((row) => capabilityKey(row.categoryCode, row.mode)),
    );
  }

  async withCapabilities(
    tx: Transaction,
    institutionId: string,
    capabilities: readonly string[],
  ): Promise<FilingTarget> {
    return {
      institutionId,
      capabilities: new Set(capabilities),
      catalogue: await this.catalogue.catalogue(),
      regions: await this.catalogue.regions(),
      today: tx.today,
      settings: tx.settings,
    };
  }
}

import { Injectable } from '@nestjs/common';
import {
  Database,
  EnterpriseEntity,
  InstitutionEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { ancestors, DomainError, maskPhone } from '@quanheng/domain';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { EnterpriseDto, FormerNameDto, MemberDto, MemberListDto } from './enterprise.dto.js';

/** An enterprise about itself: its data and who may act for it. */
@Injectable()
export class EnterpriseService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  async own(context: TenantContext): Promise<EnterpriseDto> {
    const regions = await this.catalogue.regions();
    return this.database.read(context, async (tx) => {
      const id = context.enterpriseId ?? '';
      const row = await tx.manager.findOneBy(EnterpriseEntity, { id });
      if (!row) throw new DomainError('record.not-found', { id });
      const {
        createdAt: _created,
        updatedAt: _updated,
        version: _version,
        closedAt: _closed,
        contactAccountId: _contact,
        ...enterprise
      } = row;
      const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: row.institutionId });
      const places = [...ancestors(row.regionCode).reverse(), row.regionCode];
      return {
        ...enterprise,
        // Personal data is masked by default (`domain.md` section 10).
        mobile: maskPhone(row.mobile),
        regionPath: places
          .map((code) => regions.get(code)?.name ?? '')
          .filter(Boolean)
          .join(' '),
        institutionName: institution.name,
        formerNames: await findFormerNames(tx, id),
      };
    });
  }

  members(context: TenantContext): Promise<MemberListDto> {
    return this.database.read(context, async (tx) => ({
      items: await tx.query<MemberDto>(
        `SELECT a.id, a.login_name AS "loginName", a.display_name AS "displayName", a.roles, a.status
         FROM account a WHERE a.enterprise_id = $1 ORDER BY a.display_name, a.id LIMIT 1000`,
        [context.enterpriseId],
      ),
    }));
  }
}

/** What the enterprise was called, the latest first (`domain.md` section 1). */
function findFormerNames(tx: Transaction, enterpriseId: string): Promise<FormerNameDto[]> {
  return tx.query<FormerNameDto>(
    `SELECT name, used_from::text AS "usedFrom", used_until::text AS "usedUntil" FROM enterprise_former_name
     WHERE enterprise_id = $1 ORDER BY used_until DESC, id DESC LIMIT 100`,
    [enterpriseId],
  );
}

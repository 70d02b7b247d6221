import { Injectable } from '@nestjs/common';
import {
  Database,
  findCalendar,
  VerificationRuleEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { addWorkingDays, type BusinessDate, type VerificationMode } from '@quanheng/domain';
import type { VerificationRuleBody, VerificationRuleDto } from './verification-rule.dto.js';

/** How long the institution takes: working days from receipt, by mode (`domain.md` section 7). */
@Injectable()
export class VerificationRuleService {
  constructor(private readonly database: Database) {}

  get(context: TenantContext): Promise<VerificationRuleDto> {
    return this.database.read(context, (tx) => readRule(tx, context.institutionId ?? ''));
  }

  /** Of what is received from now on; what was received keeps the date it was promised. */
  set(context: TenantContext, body: VerificationRuleBody): Promise<VerificationRuleDto> {
    const id = context.institutionId ?? '';
    return this.database.write(context, async (tx) => {
      const { defaultWorkingDays: _, ...before } = await readRule(tx, id);
      await tx.query(
        `INSERT INTO verification_rule (id, version, bring_in_working_days, on_site_working_days) VALUES ($1, 1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET bring_in_working_days = excluded.bring_in_working_days,
           on_site_working_days = excluded.on_site_working_days, version = verification_rule.version + 1, updated_at = $4`,
        [id, body.bringInWorkingDays, body.onSiteWorkingDays, tx.now],
      );
      const after = { ...body };
      tx.audit({ action: 'verification-rule.set', objectType: 'institution', objectId: id, before, after });
      return readRule(tx, id);
    });
  }
}

async function readRule(tx: Transaction, id: string): Promise<VerificationRuleDto> {
  const rule = await tx.manager.findOneBy(VerificationRuleEntity, { id });
  const { bringInWorkingDays = null, onSiteWorkingDays = null } = rule ?? {};
  return { bringInWorkingDays, onSiteWorkingDays, defaultWorkingDays: tx.settings.verificationWorkingDays };
}

/** Until when what is received today is to be verified. */
export async function verificationDueOn(
  tx: Transaction,
  institutionId: string,
  mode: VerificationMode,
): Promise<BusinessDate> {
  const { bringInWorkingDays, onSiteWorkingDays, defaultWorkingDays } = await readRule(tx, institutionId);
  const own = mode === 'ON_SITE' ? onSiteWorkingDays : bringInWorkingDays;
  return addWorkingDays(tx.today, own ?? defaultWorkingDays, await findCalendar(tx));
}

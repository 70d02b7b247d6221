import { Injectable } from '@nestjs/common';
import {
  Database,
  EnterpriseEntity,
  InstitutionEntity,
  WalkInEntity,
  type TenantContext,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import type {
  CustomerListDto,
  OpenWalkInBody,
  WaitingCaseDto,
  WaitingDto,
  WalkInDto,
  WalkInListDto,
} from './walk-in.dto.js';

const SHOWN = 20;

/** Customers who stand at the counter (`domain.md` section 7): row security says whom the institution knows. */
@Injectable()
export class WalkInService {
  constructor(private readonly database: Database) {}

  customers(context: TenantContext, q: string): Promise<CustomerListDto> {
    return this.database.read(context, async (tx) => ({
      items: await tx.query(
        `SELECT id, name, credit_code AS "creditCode" FROM enterprise
         WHERE position(lower($1) IN lower(name)) > 0 OR credit_code = upper($1) ORDER BY name, id LIMIT $2`,
        [q.trim(), SHOWN],
      ),
    }));
  }

  /** From here on the desk sees the customer's ledger: logged, told to the enterprise, over with the day. */
  open(context: TenantContext, { enterpriseId, person, reason }: OpenWalkInBody): Promise<WalkInDto> {
    return this.database.write(context, async (tx) => {
      const enterprise = await tx.manager.findOneBy(EnterpriseEntity, { id: enterpriseId });
      if (!enterprise) throw new DomainError('record.not-found', { id: enterpriseId });
      const institutionId = context.institutionId as string;
      const row = await tx.manager.save(
        tx.manager.create(WalkInEntity, {
          id: uuidv7(),
          enterpriseId,
          institutionId,
          enterpriseName: enterprise.name,
          person,
          heldOn: tx.today,
          openedBy: context.accountId as string,
          openedByName: context.accountName ?? '',
        }),
      );
      tx.audit({
        action: 'walk-in.open',
        objectType: 'walk-in',
        objectId: row.id,
        after: { person },
        reason,
        enterpriseId,
        institutionId,
        onBehalfOf: enterprise.name,
      });
      const { name } = await tx.manager.findOneByOrFail(InstitutionEntity, { id: institutionId });
      const params = { institutionName: name };
      await tell(tx, { enterpriseId }, { template: 'walk-in.opened', params, link: '/e/filings' });
      return toDto(row);
    });
  }

  get(context: TenantContext, id: string): Promise<WalkInDto> {
    return this.database.read(context, async (tx) => {
      const row = await tx.manager.findOneBy(WalkInEntity, { id });
      if (!row) throw new DomainError('record.not-found', { id });
      return toDto(row);
    });
  }

  /** Today's customers, the last first: whoever waits for a decision is found again. */
  list(context: TenantContext): Promise<WalkInListDto> {
    return this.database.read(context, async (tx) => ({
      items: await tx.query(
        `SELECT w.id, w.enterprise_id AS "enterpriseId", w.enterprise_name AS "enterpriseName", w.person,
           w.held_on AS "heldOn", w.opened_by_name AS "openedByName", f.in_review AS "inReview",
           a.to_confirm AS "toConfirm", a.to_receive AS "toReceive"
         FROM walk_in w
         CROSS JOIN LATERAL (SELECT count(*)::int AS in_review FROM filing f JOIN filing_item i ON i.filing_id = f.id
           WHERE f.walk_in_id = w.id AND i.status = 'SUBMITTED') f
         CROSS JOIN LATERAL (SELECT
             count(*) FILTER (WHERE a.status = 'PENDING')::int AS to_confirm,
             count(*) FILTER (WHERE a.status <> 'PENDING' AND i.status = 'EXPECTED')::int AS to_receive
           FROM appointment a JOIN appointment_item i ON i.appointment_id = a.id AND i.open
           WHERE a.walk_in_id = w.id) a
         WHERE w.institution_id = ctx_institution_id() AND w.held_on = $1 ORDER BY w.id DESC LIMIT 100`,
        [tx.today],
      ),
    }));
  }

  waiting(context: TenantContext): Promise<WaitingDto> {
    return this.database.read(context, async (tx) => {
      const find = (table: string, count: string, where: string) =>
        tx.query<WaitingCaseDto>(
          `SELECT c.id, c.case_number AS "caseNumber", c.enterprise_name AS "enterpriseName", ${count} AS count
           FROM walk_in w JOIN ${table} c ON c.walk_in_id = w.id
           WHERE w.institution_id = ctx_institution_id() AND w.held_on = $1 AND ${where} ORDER BY c.id LIMIT 50`,
          [tx.today],
        );
      const submitted = `(SELECT count(*)::int FROM filing_item i WHERE i.filing_id = c.id AND i.status = 'SUBMITTED')`;
      return {
        filings: await find('filing', submitted, `${submitted} > 0`),
        appointments: await find('appointment', 'c.item_count', `c.status = 'PENDING'`),
      };
    });
  }
}

function toDto(row: WalkInEntity): WalkInDto {
  const { id, enterpriseId, enterpriseName, person, heldOn, openedByName } = row;
  return { id, enterpriseId, enterpriseName, person, heldOn, openedByName };
}

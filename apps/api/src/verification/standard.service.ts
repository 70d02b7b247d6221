import { Injectable } from '@nestjs/common';
import {
  Database,
  DepartmentEntity,
  lockForMove,
  ReferenceStandardEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { addDays, DomainError } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import type {
  CreateStandardDto,
  StandardDto,
  StandardPageDto,
  StandardQuery,
  UpdateStandardDto,
} from './standard.dto.js';

const SELECT = `SELECT s.id, s.version, s.name, s.number, s.accuracy, s.valid_until AS "validUntil",
    s.valid_until < $1::date AS expired,
    s.valid_until BETWEEN $1::date AND $2::date AS "expiresSoon", s.department_id AS "departmentId", d.name AS "departmentName"
  FROM reference_standard s LEFT JOIN department d ON d.id = s.department_id`;

/** The institution's reference standards with their own validity (`domain.md` section 7). */
@Injectable()
export class StandardService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
  ) {}

  find(context: TenantContext, query: StandardQuery): Promise<StandardPageDto> {
    const keyset = new Keyset(this.config.JWT_SECRET, query, context.institutionId ?? '');
    return this.database.read(context, async (tx) => {
      const [name, id] = keyset.position ?? [null, null];
      const rows = await tx.query<StandardDto>(
        `${SELECT} WHERE s.institution_id = ctx_institution_id()
           AND ($3::text IS NULL OR (s.name, s.id) > ($3, $4::uuid))
           AND ($5::text IS NULL OR position(lower($5) in lower(concat_ws(' ', s.name, s.number))) > 0)
           AND ($6::date IS NULL OR s.valid_until >= $6) ORDER BY s.name, s.id LIMIT $7`,
        [tx.today, warnUntil(tx), name, id, query.q || null, query.validOn ?? null, keyset.limit + 1],
      );
      return keyset.toPage(
        rows,
        (row) => [row.name, row.id],
        (row) => row,
      );
    });
  }

  create(context: TenantContext, body: CreateStandardDto): Promise<StandardDto> {
    return this.database.write(context, async (tx) => {
      await assertDepartment(tx, body.departmentId);
      const row = tx.manager.create(ReferenceStandardEntity, {
        ...body,
        id: uuidv7(),
        institutionId: context.institutionId ?? '',
      });
      await tx.manager.save(row);
      tx.audit({ action: 'standard.create', objectType: 'standard', objectId: row.id, after: { ...body } });
      return getStandard(tx, row.id);
    });
  }

  update(context: TenantContext, id: string, version: number, body: UpdateStandardDto): Promise<StandardDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, ReferenceStandardEntity, id, version);
      await assertDepartment(tx, body.departmentId);
      const { name, number, accuracy, validUntil } = row;
      const changes = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      Object.assign(row, changes);
      await tx.manager.save(row);
      tx.audit({
        action: 'standard.update',
        objectType: 'standard',
        objectId: id,
        before: { name, number, accuracy, validUntil },
        after: changes,
      });
      return getStandard(tx, id);
    });
  }
}

/** Departments are public to read, so that it is one's own has to be checked. */
async function assertDepartment(tx: Transaction, id: string | null | undefined): Promise<void> {
  if (!id) return;
  const institutionId = tx.context.institutionId ?? '';
  if (!(await tx.manager.existsBy(DepartmentEntity, { id, institutionId })))
    throw new DomainError('appointment.department-unknown', {}, [
      { pointer: '/departmentId', code: 'appointment.department-unknown' },
    ]);
}

const warnUntil = (tx: Transaction) => addDays(tx.today, tx.settings.standardExpiryWarningDays);

async function getStandard(tx: Transaction, id: string): Promise<StandardDto> {
  const [row] = await tx.query<StandardDto>(`${SELECT} WHERE s.id = $3`, [tx.today, warnUntil(tx), id]);
  if (!row) throw new DomainError('record.not-found', { id });
  return row;
}

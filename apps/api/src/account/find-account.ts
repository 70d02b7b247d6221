import type { Transaction } from '@quanheng/database';
import type { RegistrationStatus, Role } from '@quanheng/domain';
import type { AccountDto } from './auth.dto.js';

interface AccountRow {
  id: string;
  display_name: string;
  roles: Role[];
  enterprise_id: string | null;
  enterprise_name: string | null;
  branch_id: string | null;
  branch_name: string | null;
  institution_id: string | null;
  institution_name: string | null;
  registration_id: string | null;
  registration_status: RegistrationStatus | null;
}

/** An account as it is told to its owner, with the names of what it belongs to. In the system context. */
export async function findAccount(tx: Transaction, id: string): Promise<AccountDto | null> {
  const [row] = await tx.query<AccountRow>(
    `SELECT a.id, a.display_name, a.roles, a.enterprise_id, e.name AS enterprise_name,
            a.branch_id, b.name AS branch_name, a.institution_id,
            i.name AS institution_name, a.registration_id, r.status AS registration_status
     FROM account a LEFT JOIN enterprise e ON e.id = a.enterprise_id
       LEFT JOIN branch b ON b.id = a.branch_id
       LEFT JOIN institution i ON i.id = a.institution_id LEFT JOIN registration r ON r.id = a.registration_id
     WHERE a.id = $1`,
    [id],
  );
  return row ? toDto(row) : null;
}

function toDto(row: AccountRow): AccountDto {
  return {
    id: row.id,
    displayName: row.display_name,
    roles: row.roles,
    enterprise: toNamed(row.enterprise_id, row.enterprise_name),
    branch: toNamed(row.branch_id, row.branch_name),
    institution: toNamed(row.institution_id, row.institution_name),
    registrationId: row.registration_id,
    registrationStatus: row.registration_status,
  };
}

const toNamed = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null);

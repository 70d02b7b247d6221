import {
  CapacityRuleEntity,
  DepartmentEntity,
  InstitutionEntity,
  ServiceSiteEntity,
  type Transaction,
} from '@quanheng/database';
import { HALF_DAYS, type VerificationMode } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';

export interface InstitutionProfile<D extends string> {
  readonly institution: Pick<
    InstitutionEntity,
    'code' | 'name' | 'regionCode' | 'authorizationNumber' | 'address' | 'phone'
  >;
  readonly sites: readonly { readonly name: string; readonly address: string; readonly phone: string }[];
  readonly departments: readonly {
    readonly name: D;
    readonly phone: string;
    readonly duties: readonly string[];
  }[];
}

export interface SavedInstitution<D extends string = string> {
  readonly id: string;
  readonly departments: ReadonlyMap<D, string>;
}

/** An institution with its sites and departments (`domain.md` section 4). */
export async function saveInstitution<D extends string>(
  tx: Transaction,
  { institution, sites, departments }: InstitutionProfile<D>,
): Promise<SavedInstitution<D>> {
  const id = uuidv7();
  await tx.manager.save(InstitutionEntity, { id, ...institution });
  for (const [position, site] of sites.entries()) {
    await tx.manager.save(ServiceSiteEntity, { id: uuidv7(), institutionId: id, position, ...site });
  }
  const ids = new Map<D, string>();
  for (const [position, { duties, ...department }] of departments.entries()) {
    ids.set(department.name, uuidv7());
    await tx.manager.save(DepartmentEntity, {
      ...{ id: ids.get(department.name) as string, institutionId: id, position, duties: [...duties] },
      ...department,
    });
  }
  return { id, departments: ids };
}

const CAPACITY: Record<VerificationMode, number> = { BRING_IN: 120, ON_SITE: 60 };
const WORKDAYS = [1, 2, 3, 4, 5];

/** The same on every half-day of the week, in the modes that a department takes. */
export async function seedCapacity<D extends string>(
  tx: Transaction,
  { id, departments }: SavedInstitution<D>,
  modesOf: (department: D) => readonly VerificationMode[],
): Promise<void> {
  const rows = [...departments].flatMap(([name, departmentId]) =>
    modesOf(name).flatMap((mode) =>
      WORKDAYS.flatMap((weekday) =>
        HALF_DAYS.map((halfDay) => ({
          ...{ id: uuidv7(), institutionId: id, departmentId, mode, weekday, halfDay },
          capacity: CAPACITY[mode],
        })),
      ),
    ),
  );
  await tx.manager.insert(CapacityRuleEntity, rows);
}

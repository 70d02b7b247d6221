import type { TaskFilterDto, TaskScope, TaskStatus } from '../../app/client';

/** The filters of the list as they stand in the address. */
export interface TaskFilters {
  q: string;
  status: TaskStatus | '';
  scope: TaskScope | '';
  departmentId: string;
  verifierId: string;
  due: 'overdue' | 'near' | '';
}

/** The same for the server: empty ones are left out. */
export function toCriteria({ due, ...filters }: TaskFilters): TaskFilterDto {
  const set = Object.entries(filters).filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(set),
    ...(due === 'overdue' ? { overdue: true } : {}),
    ...(due === 'near' ? { nearDue: true } : {}),
  };
}

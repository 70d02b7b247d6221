import type { Role } from '@quanheng/domain';

export interface DemoAccount {
  loginName: string;
  displayName: string;
  roles: Role[];
  password: string;
  group: string | null;
}

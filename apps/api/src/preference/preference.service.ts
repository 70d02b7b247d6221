import { Injectable } from '@nestjs/common';
import {
  Database,
  ListSettingEntity,
  ListViewEntity,
  lockForMove,
  type ListColumn,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import type { ListPreferencesDto, ListViewChange, ListViewDto, ListViewInput } from './preference.dto.js';

const MAX_VIEWS = 50;
const MAX_FILTERS = 30;
const MAX_FILTER_LENGTH = 200;

/** What somebody likes of a list, kept on the server: it is there on every device. */
@Injectable()
export class PreferenceService {
  constructor(private readonly database: Database) {}

  read(context: TenantContext, list: string): Promise<ListPreferencesDto> {
    return this.database.read(context, (tx) => preferencesOf(tx, list));
  }

  setColumns(context: TenantContext, list: string, columns: ListColumn[]): Promise<ListPreferencesDto> {
    return this.database.write(context, async (tx) => {
      const row = { accountId: mine(context), list: listName(list), columns, updatedAt: tx.now };
      await tx.manager.upsert(ListSettingEntity, row, ['accountId', 'list']);
      return preferencesOf(tx, list);
    });
  }

  create(context: TenantContext, list: string, input: ListViewInput): Promise<ListViewDto> {
    return this.database.write(context, async (tx) => {
      const own = { accountId: mine(context), list: listName(list) };
      if ((await tx.manager.countBy(ListViewEntity, own)) >= MAX_VIEWS)
        throw new DomainError('list-view.too-many', { max: MAX_VIEWS });
      await refuseTakenName(tx, { ...own, id: null, name: input.name });
      const { enterpriseId, institutionId, accountName } = context;
      const row = tx.manager.create(ListViewEntity, {
        ...{ ...own, id: uuidv7(), enterpriseId, institutionId, accountName: accountName ?? '' },
        ...{ name: input.name, isShared: input.isShared, filters: checkedFilters(input.filters) },
      });
      return toDto(await tx.manager.save(row), context);
    });
  }

  /** @throws DomainError `access.forbidden` for what somebody else shared */
  change(context: TenantContext, id: string, version: number, change: ListViewChange): Promise<ListViewDto> {
    return this.database.write(context, async (tx) => {
      const row = await this.toBeChanged(tx, id, version);
      if (change.name !== undefined && change.name !== row.name) {
        await refuseTakenName(tx, { ...row, name: change.name });
        row.name = change.name;
      }
      row.isShared = change.isShared ?? row.isShared;
      if (change.filters) row.filters = checkedFilters(change.filters);
      return toDto(await tx.manager.save(row), context);
    });
  }

  remove(context: TenantContext, id: string, version: number): Promise<void> {
    return this.database.write(context, async (tx) => {
      await this.toBeChanged(tx, id, version);
      await tx.manager.delete(ListViewEntity, { id });
    });
  }

  private async toBeChanged(tx: Transaction, id: string, version: number): Promise<ListViewEntity> {
    const row = await lockForMove(tx, ListViewEntity, id, version);
    if (!mayChange(row, tx.context)) throw new DomainError('access.forbidden');
    return row;
  }
}

async function preferencesOf(tx: Transaction, list: string): Promise<ListPreferencesDto> {
  const accountId = mine(tx.context);
  const setting = await tx.manager.findOneBy(ListSettingEntity, { accountId, list });
  const views = await tx.manager.find(ListViewEntity, { where: { list }, order: { name: 'ASC', id: 'ASC' } });
  return { columns: setting?.columns ?? [], views: views.map((view) => toDto(view, tx.context)) };
}

/** Which lists there are is the screens' business; a name must only look like one. */
function listName(list: string): string {
  if (!/^[a-z][a-z-]{0,39}$/.test(list)) throw new DomainError('record.not-found', { list });
  return list;
}

function mine({ accountId }: TenantContext): string {
  if (!accountId) throw new DomainError('access.forbidden');
  return accountId;
}

/** Whoever made it; and the administrator may tidy what was shared by somebody who has left. */
function mayChange(view: ListViewEntity, { accountId, roles }: TenantContext): boolean {
  const isAdmin = roles.includes('ENTERPRISE_ADMIN') || roles.includes('INSTITUTION_ADMIN');
  return view.accountId === accountId || (view.isShared && isAdmin);
}

async function refuseTakenName(
  tx: Transaction,
  { accountId, list, name, id }: Pick<ListViewEntity, 'accountId' | 'list' | 'name'> & { id: string | null },
): Promise<void> {
  const taken = await tx.manager.findOneBy(ListViewEntity, { accountId, list, name });
  if (taken && taken.id !== id) throw new DomainError('list-view.name-taken', { name });
}

function checkedFilters(filters: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(filters);
  const isFine = entries.every(
    ([name, value]) =>
      /^[a-zA-Z]{1,40}$/.test(name) && typeof value === 'string' && value.length <= MAX_FILTER_LENGTH,
  );
  if (isFine && entries.length <= MAX_FILTERS) return filters as Record<string, string>;
  throw new DomainError('request.invalid', {}, [{ pointer: '/filters', code: 'field.bad-format' }]);
}

function toDto(view: ListViewEntity, context: TenantContext): ListViewDto {
  const { id, version, name, isShared, filters, accountName: madeBy } = view;
  return { id, version, name, isShared, filters, madeBy, mayChange: mayChange(view, context) };
}

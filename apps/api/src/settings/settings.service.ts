import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import {
  DomainError,
  isSettingValue,
  SETTING_KEYS,
  SETTINGS,
  type FieldError,
  type RuleSettings,
} from '@quanheng/domain';
import type { ChangeSettingsDto, SettingsDto, SettingValueDto } from './settings.dto.js';

/** Row of the table `setting` whose value holds what an operator changed; `Database` reads it with every transaction. */
const KEY = 'rules';

@Injectable()
export class SettingsService {
  constructor(private readonly database: Database) {}

  get(context: TenantContext): Promise<SettingsDto> {
    return this.database.read(context, async (tx) => toDto(tx.settings, await versionOf(tx)));
  }

  /** In force from the next transaction on, in API and worker. @throws DomainError `record.stale`, `request.invalid` */
  change(context: TenantContext, version: number, { values }: ChangeSettingsDto): Promise<SettingsDto> {
    assertWithinBounds(values);
    return this.database.write(context, async (tx) => {
      await tx.query(
        `INSERT INTO setting (key, value, version) VALUES ($1, '{}', 0) ON CONFLICT DO NOTHING`,
        [KEY],
      );
      const [row] = await tx.query<{ version: number; value: Partial<RuleSettings> }>(
        'SELECT version, value FROM setting WHERE key = $1 FOR UPDATE',
        [KEY],
      );
      if (row?.version !== version) throw new DomainError('record.stale', { version: row?.version });
      const changed = Object.fromEntries(values.map(({ key, value }) => [key, value]));
      const before = Object.fromEntries(values.map(({ key }) => [key, tx.settings[key]]));
      await tx.query('UPDATE setting SET value = value || $2::jsonb, version = version + 1 WHERE key = $1', [
        KEY,
        JSON.stringify(changed),
      ]);
      tx.audit({ action: 'settings.change', objectType: 'setting', objectId: KEY, before, after: changed });
      return toDto({ ...tx.settings, ...changed }, version + 1);
    });
  }
}

function assertWithinBounds(values: readonly SettingValueDto[]): void {
  const faults = values.flatMap(({ key, value }, index): FieldError[] => {
    const { min, max } = SETTINGS[key];
    const fault = {
      pointer: `/values/${index}/value`,
      code: 'field.not-a-number',
      details: { min, max },
    } as const;
    return isSettingValue(key, value) ? [] : [fault];
  });
  if (faults.length > 0) throw new DomainError('request.invalid', {}, faults);
}

async function versionOf(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ version: number }>('SELECT version FROM setting WHERE key = $1', [KEY]);
  return row?.version ?? 0;
}

function toDto(settings: RuleSettings, version: number): SettingsDto {
  return { version, items: SETTING_KEYS.map((key) => ({ key, value: settings[key], ...SETTINGS[key] })) };
}

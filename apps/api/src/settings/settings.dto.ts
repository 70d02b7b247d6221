import {
  SETTING_KEYS,
  SETTING_GROUPS,
  SETTING_UNITS,
  type SettingGroup,
  type SettingKey,
  type SettingUnit,
} from '@quanheng/domain';
import { Choice, Integer, ListOf } from '../platform/fields.js';

const MAX = 1_000_000_000;

export class SettingDto {
  @Choice(SETTING_KEYS, { name: 'SettingKey' }) key: SettingKey;
  @Integer({ min: 0, max: MAX, description: 'In force now' }) value: number;
  @Integer({ min: 0, max: MAX }) default: number;
  @Integer({ min: 0, max: MAX }) min: number;
  @Integer({ min: 0, max: MAX }) max: number;
  @Choice(SETTING_UNITS, { name: 'SettingUnit', description: 'A `switch` is 0 or 1' }) unit: SettingUnit;
  @Choice(SETTING_GROUPS, { name: 'SettingGroup' }) group: SettingGroup;
}

export class SettingsDto {
  @Integer({ min: 0, max: MAX, description: '0 while nothing was ever changed' }) version: number;
  @ListOf(() => SettingDto, { max: 200 }) items: SettingDto[];
}

export class SettingValueDto {
  @Choice(SETTING_KEYS, { name: 'SettingKey' }) key: SettingKey;
  @Integer({ min: 0, max: MAX }) value: number;
}

export class ChangeSettingsDto {
  @ListOf(() => SettingValueDto, { min: 1, max: 200 }) values: SettingValueDto[];
}

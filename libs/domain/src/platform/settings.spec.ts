import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, isSettingValue, SETTING_KEYS, SETTINGS, toSettings } from './settings.js';

describe('settings', () => {
  it('are their defaults where nothing is stored', () => {
    expect(toSettings(null)).toEqual(DEFAULT_SETTINGS);
    expect(DEFAULT_SETTINGS.bookingDaysAfterApproval).toBe(10);
  });

  it('take what is stored', () => {
    expect(toSettings({ holdWorkingDays: 3 })).toEqual({ ...DEFAULT_SETTINGS, holdWorkingDays: 3 });
  });

  it.each([0, 31, 2.5, '3', null, Number.NaN])('fall back to the default for %p', (value) => {
    expect(toSettings({ holdWorkingDays: value })).toEqual(DEFAULT_SETTINGS);
  });

  it('leave out what they do not know', () => {
    expect(toSettings({ colour: 7 })).toEqual(DEFAULT_SETTINGS);
  });

  it.each(SETTING_KEYS)('%s has a default within its bounds', (key) => {
    expect(isSettingValue(key, SETTINGS[key].default)).toBe(true);
  });
});

import type { Region } from './region.js';

const ENTRY = /^(\d{6}|\d{2})([^\d!~]+)(!?)(?:(~)(\d{6})?)?$/;

/**
 * Reads the compact notation of `regions.data.ts` into a table by code.
 * @throws Error naming the entry that is malformed or whose code occurs twice
 */
export function parseRegions(lines: string): Map<string, Region> {
  const regions = new Map<string, Region>();
  for (const line of lines.trim().split('\n')) {
    const city = line.slice(0, 4);
    for (const entry of line.split(' ')) {
      const region = parseEntry(entry, city);
      if (!region || regions.has(region.code)) throw new Error(`Region entry ${entry} of ${city}00`);
      regions.set(region.code, region);
    }
  }
  return regions;
}

function parseEntry(entry: string, city: string): Region | null {
  const match = ENTRY.exec(entry);
  if (!match) return null;
  const [, digits = '', name = '', generic, retired, successor] = match;
  return {
    code: digits.length === 6 ? digits : city + digits,
    name,
    generic: generic === '!',
    retired: retired === '~',
    successor: successor ?? null,
  };
}
